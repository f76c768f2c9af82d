import type { ActivityStore } from '../../domain/store.js';
import type { SignInRefusal, Telemetry } from '../../domain/telemetry.js';
import { backlogSource } from './backlog_source.js';
import type { BacklogSource } from './backlog_source.js';
import type { AnchorFigures } from './figures.js';
import { Figures } from './figures.js';
import type { Traffic } from '../traffic.js';
import type { MetricsRegistry } from './registry.js';
import { registerWith } from './registry.js';

/** Methods a route can have; anything else a client makes up is one label. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS']);

/** Figures shown in one host's registry, and how many plugins report there. */
interface Shared {
  readonly figures: Figures;
  readonly unregister: () => void;
  plugins: number;
}

const sharedByHosts = new WeakMap<MetricsRegistry, Shared>();

/**
 * Figures of one mounted plugin. Without a registry of the host's, two plugins in one process do not mix; those
 * that are given the same one report to the same metrics there, and their figures add up.
 */
export class Metrics implements Telemetry {
  readonly #figures: Figures;
  readonly #release: () => void;
  #backlog: BacklogSource | undefined;
  #waitingAuditLines: (() => number) | undefined;
  #anchors: AnchorFigures | undefined;
  #lostAuditLines = 0;

  /** @throws CONFIGURATION_INVALID when the host's registry has a metric of the same name from somebody else */
  constructor(version: string, registry?: MetricsRegistry) {
    if (registry === undefined) {
      this.#figures = new Figures(version);
      this.#release = () => undefined;
    } else {
      const shared = joined(registry, version);
      this.#figures = shared.figures;
      this.#release = () => {
        leave(registry, shared);
      };
    }
  }

  /** Audit lines that this plugin has lost since it was mounted. */
  get lostAuditLines(): number {
    return this.#lostAuditLines;
  }

  /** Counts one answered request; the duration is from when its handler began to when its response was closed. */
  observe(request: { router: string; route: string; method: string; status: string }, seconds: number): void {
    const method = METHODS.has(request.method) ? request.method : 'other';
    this.#figures.requests.observe({ ...request, method }, seconds);
  }

  /** Counts one request whose client did not wait for all of the answer. */
  disconnected(): void {
    this.#figures.disconnects.inc();
  }

  /** What was answered until now, by all plugins that report to the same metrics. */
  async traffic(): Promise<Traffic> {
    const { requests, disconnects } = this.#figures;
    const [measured, gone] = await Promise.all([requests.get(), disconnects.get()]);
    const sumOf = (name: string): number =>
      measured.values.reduce(
        (sum, one) => sum + (one.metricName?.endsWith(name) === true ? one.value : 0),
        0,
      );
    return {
      requests: sumOf('_count'),
      seconds: sumOf('_sum'),
      disconnects: gone.values.reduce((sum, { value }) => sum + value, 0),
    };
  }

  /** Counts one call of the store; `method` is a name of the port. */
  storeCalled(method: string, outcome: 'ok' | 'failed', seconds: number): void {
    this.#figures.storeCalls.observe({ method, outcome }, seconds);
  }

  /** Has the store's outbox among the figures until `close`. */
  watch(store: Pick<ActivityStore, 'backlog'>): void {
    this.#backlog = backlogSource(() => store.backlog());
    this.#figures.backlogs.add(this.#backlog);
  }

  /** Has the lines that an audit log has not written yet among the figures until `close`. */
  watchAudit(waitingLines: () => number): void {
    this.#waitingAuditLines = waitingLines;
    this.#figures.waitingAuditLines.add(waitingLines);
  }

  /** Has how far anchors are behind among the figures until `close`. */
  watchAnchors(figures: AnchorFigures): void {
    this.#anchors = figures;
    this.#figures.anchors.add(figures);
  }

  committed(records: number, entries: number): void {
    this.#figures.commits.inc();
    this.#figures.records.inc(records);
    this.#figures.entries.inc(entries);
  }

  conflicted(): void {
    this.#figures.conflicts.inc();
  }

  signInRefused(reason: SignInRefusal): void {
    this.#figures.refusedSignIns.inc({ reason });
  }

  auditLineLost(lines: number): void {
    this.#lostAuditLines += lines;
    this.#figures.lostAuditLines.inc(lines);
  }

  integrityProblems(count: number): void {
    this.#figures.integrityProblems.inc(count);
  }

  countedAlone(): void {
    this.#figures.countedAlone.inc();
  }

  streamStarted(): () => void {
    let running = true;
    this.#figures.streams.inc();
    return () => {
      if (running) this.#figures.streams.dec();
      running = false;
    };
  }

  /** The Prometheus text format and its content type; what else the host's registry holds is not shown. */
  expose(): Promise<{ readonly text: string; readonly contentType: string }> {
    return this.#figures.expose();
  }

  /** Takes the metrics out of the host's registry, when no other plugin reports there. To be called once. */
  close(): void {
    if (this.#backlog !== undefined) this.#figures.backlogs.delete(this.#backlog);
    if (this.#waitingAuditLines !== undefined) {
      this.#figures.waitingAuditLines.delete(this.#waitingAuditLines);
    }
    if (this.#anchors !== undefined) this.#figures.anchors.delete(this.#anchors);
    this.#release();
  }
}

function joined(registry: MetricsRegistry, version: string): Shared {
  const known = sharedByHosts.get(registry);
  if (known !== undefined) {
    known.plugins += 1;
    return known;
  }
  const figures = new Figures(version);
  const shared = { figures, unregister: registerWith(registry, figures.registry), plugins: 1 };
  sharedByHosts.set(registry, shared);
  return shared;
}

function leave(registry: MetricsRegistry, shared: Shared): void {
  shared.plugins -= 1;
  if (shared.plugins > 0) return;
  shared.unregister();
  sharedByHosts.delete(registry);
}
