import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { SIGN_IN_REFUSALS } from '../../domain/telemetry.js';
import type { BacklogSource } from './backlog_source.js';
import { oldestSeconds, recordsWaiting } from './backlog_source.js';
import { processRegistry } from './registry.js';

/** Bounds in seconds: a page takes about a millisecond, a whole history some hundred. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** How far anchors are behind, in the order of the configuration. */
export type AnchorFigures = () => readonly {
  readonly anchor: { readonly kind: 'file' | 'webhook' };
  readonly seconds: number;
}[];

/** Every metric there is, for one registry. Labels are from closed lists: never an id, an address or a name. */
export class Figures {
  /** These metrics alone. */
  readonly registry = new Registry();
  /** The outboxes of the plugins that report here. */
  readonly backlogs = new Set<BacklogSource>();
  readonly #registers = { registers: [this.registry] };

  readonly requests = new Histogram({
    name: 'case_activity_http_request_duration_seconds',
    help: 'Duration of answered requests by router, route, method and status.',
    labelNames: ['router', 'route', 'method', 'status'] as const,
    buckets: BUCKETS,
    ...this.#registers,
  });
  readonly disconnects = this.#counter(
    'http_disconnects',
    'Requests whose connection was gone before all of the answer was out.',
  );
  readonly storeCalls = new Histogram({
    name: 'case_activity_store_call_duration_seconds',
    help: 'Duration of calls of the store by method and outcome; a lost race counts as failed.',
    labelNames: ['method', 'outcome'] as const,
    buckets: BUCKETS,
    ...this.#registers,
  });
  readonly commits = this.#counter('commits', 'Commits that are durable.');
  readonly records = this.#counter('committed_records', 'Records that commits saved or erased.');
  readonly entries = this.#counter('committed_entries', 'Entries that commits saved.');
  readonly conflicts = this.#counter(
    'commit_conflicts',
    'Commits that lost against another writer of the same record; most are tried again.',
  );
  readonly refusedSignIns = new Counter({
    name: 'case_activity_refused_sign_ins_total',
    help: 'Requests whose caller was not let in, by reason.',
    labelNames: ['reason'] as const,
    ...this.#registers,
  });
  readonly lostAuditLines = this.#counter('lost_audit_lines', 'Audit log lines that could not be written.');
  /** The lines that the audit logs of the plugins that report here have not written yet. */
  readonly waitingAuditLines = new Set<() => number>();
  /** Per plugin that reports here, how far its anchors are behind. */
  readonly anchors = new Set<AnchorFigures>();
  readonly countedAlone = this.#counter(
    'requests_counted_alone',
    'Requests whose rate limit was counted in this process alone: the shared counts did not answer.',
  );
  readonly integrityProblems = this.#counter(
    'integrity_problems',
    'Problems that were found when histories were verified.',
  );
  readonly streams = new Gauge({
    name: 'case_activity_running_streams',
    help: 'Answers that are being streamed.',
    ...this.#registers,
  });

  /** `version` is the plugin's. */
  constructor(version: string) {
    for (const reason of SIGN_IN_REFUSALS) this.refusedSignIns.inc({ reason }, 0);
    const name = 'case_activity_build_info';
    const help = 'Always 1; the label is the version of the plugin.';
    new Gauge({ name, help, labelNames: ['version'] as const, ...this.#registers }).set({ version }, 1);
    this.#audit();
    this.#anchors();
    this.#outbox('records', 'Records with something left in the outbox, at most 1000.', recordsWaiting);
    this.#outbox('oldest_seconds', 'Age of the oldest of these records; 0 without one.', oldestSeconds);
  }

  /** These metrics and those of the process in the Prometheus text format. */
  async expose(): Promise<{ readonly text: string; readonly contentType: string }> {
    const all = Registry.merge([this.registry, processRegistry()]);
    return { text: await all.metrics(), contentType: all.contentType };
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name: `case_activity_${name}_total`, help, ...this.#registers });
  }

  #audit(): void {
    const { waitingAuditLines } = this;
    new Gauge({
      name: 'case_activity_waiting_audit_lines',
      help: 'Audit log lines that are not written yet; more than a few when the file fails.',
      ...this.#registers,
      collect() {
        this.set([...waitingAuditLines].reduce((sum, lines) => sum + lines(), 0));
      },
    });
  }

  #anchors(): void {
    const { anchors } = this;
    new Gauge({
      name: 'case_activity_anchor_age_seconds',
      help: 'Age of the oldest checkpoint that an anchor should have and has not; 0: it has all.',
      labelNames: ['anchor', 'kind'] as const,
      ...this.#registers,
      collect() {
        this.reset();
        for (const [i, { anchor, seconds }] of [...anchors].flatMap((figures) => [...figures().entries()])) {
          const labels = { anchor: String(i), kind: anchor.kind };
          this.set(labels, seconds);
        }
      },
    });
  }

  /** A gauge that is asked for when the figures are read, and absent when a store does not answer. */
  #outbox(name: string, help: string, figure: typeof recordsWaiting): void {
    const { backlogs } = this;
    new Gauge({
      name: `case_activity_outbox_${name}`,
      help,
      ...this.#registers,
      async collect() {
        const value = figure(await Promise.all([...backlogs].map((source) => source())));
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  }
}
