import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../../../domain/logger.js';
import type { Checkpoint, SpaceLog } from '../../../domain/log/space_log.js';
import type { Checkpoints } from '../checkpoints.js';
import type { Anchor } from './anchor.js';
import type { AnchorProgress } from './anchor_progress.js';

/** What `Anchoring` works with. */
export interface AnchoringDependencies {
  readonly log: SpaceLog;
  readonly checkpoints: Checkpoints;
  readonly progress: AnchorProgress;
  readonly anchors: readonly Anchor[];
  readonly everyMs: number;
  readonly clock: () => Date;
  readonly logger: Logger;
}

/** How an anchor stands, for figures. */
export interface AnchorAge {
  readonly anchor: Pick<Anchor, 'kind'>;
  /** Seconds since the oldest checkpoint was made that it should have and has not; 0: it has all. */
  readonly seconds: number;
}

/** An anchor may take so long for one checkpoint. */
const PATIENCE_MS = 10_000;
/** What is still brought when the process stops. */
const LAST_PATIENCE_MS = 1_000;
/** For whoever is told to end to end. */
const SLACK_MS = 250;
const SPACES_AT_ONCE = 100;
/** After so many failures an anchor is left alone until the next time. */
const MAX_FAILURES = 3;

/** One anchor, and by space since when it lacks something. */
interface Standing {
  readonly anchor: Anchor;
  readonly has: Map<string, number>;
  readonly lacksSince: Map<string, number>;
}

/**
 * Signs the log of each space now and then, where it has grown, and brings what is signed to the anchors: at least
 * once, by one process, after a failure the newest (N10.6). Nothing waits for it but the end of the process, a second.
 */
export class Anchoring {
  readonly #deps: AnchoringDependencies;
  readonly #standings: readonly Standing[];
  readonly #stop = new AbortController();
  /** Where this process has written: at the end the log catches up there. */
  readonly #written = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(deps: AnchoringDependencies) {
    this.#deps = deps;
    this.#standings = deps.anchors.map((anchor) => ({ anchor, has: new Map(), lacksSince: new Map() }));
  }

  /** Begins, where there is a key to sign with. */
  start(): void {
    if (!this.#deps.checkpoints.areSigned || this.#timer !== undefined) return;
    this.#next(0);
  }

  /** Tells of a commit of this process. */
  written(space: string): void {
    this.#written.add(space);
  }

  /** How each anchor stands, as far as this process knows. */
  ages(): readonly AnchorAge[] {
    const now = performance.now();
    return this.#standings.map(({ anchor, lacksSince }) => ({
      anchor,
      seconds: (now - Math.min(...lacksSince.values(), now)) / 1000,
    }));
  }

  /** Signs and brings a last time what there is, for a second at most; then nothing runs any more. Never rejects. */
  async end(): Promise<void> {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#stop.abort(new Error('The process stops.'));
    const last = this.#running.then(() => this.#lastPass());
    // Nor does a store that does not answer hold up the end.
    await Promise.race([last, wait(LAST_PATIENCE_MS + SLACK_MS, undefined, { ref: false })]);
  }

  #next(afterMs: number): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#pass(this.#stop.signal).finally(() => {
        if (!this.#stop.signal.aborted) this.#next(this.#deps.everyMs);
      });
    }, afterMs).unref();
  }

  async #lastPass(): Promise<void> {
    const signal = AbortSignal.timeout(LAST_PATIENCE_MS);
    const { log, logger } = this.#deps;
    for (const space of this.#written) {
      await log.catchUp(space).catch((error: unknown) => {
        logger.warn({ err: error, space }, 'the last entries are not signed');
      });
    }
    await this.#pass(signal);
  }

  /** Goes through all spaces. Never rejects. */
  async #pass(signal: AbortSignal): Promise<void> {
    const { log, logger } = this.#deps;
    const failures = new Map<Anchor, number>();
    try {
      for (let spaces = await log.spaces(undefined, SPACES_AT_ONCE); spaces.length > 0;) {
        for (const space of spaces) {
          if (signal.aborted) return;
          await this.#signed(space, signal).then(
            (checkpoint) => this.#bring(space, checkpoint, { signal, failures }),
            (error: unknown) => {
              logger.warn({ err: error, space }, 'the log is not signed for now');
            },
          );
        }
        spaces = await log.spaces(spaces.at(-1), SPACES_AT_ONCE);
      }
    } catch (error) {
      logger.warn({ err: error }, 'logs are not signed for now');
    }
  }

  /** The newest checkpoint; what nobody has written to costs one read. */
  async #signed(space: string, signal: AbortSignal): Promise<Checkpoint | undefined> {
    const { size, checkpoint } = await this.#deps.log.head(space);
    if (size === 0 || signal.aborted) return undefined;
    return checkpoint !== undefined && checkpoint.size >= size
      ? checkpoint
      : this.#deps.checkpoints.newest(space);
  }

  /** To all anchors at once. One that takes its time holds up this pass, three times at most, and nothing else. */
  async #bring(
    space: string,
    checkpoint: Checkpoint | undefined,
    pass: { readonly signal: AbortSignal; readonly failures: Map<Anchor, number> },
  ): Promise<void> {
    if (checkpoint === undefined) return;
    await Promise.all(
      this.#standings.map(async (standing) => {
        const { anchor, has, lacksSince } = standing;
        if ((has.get(space) ?? 0) >= checkpoint.size) return;
        if (!lacksSince.has(space)) lacksSince.set(space, performance.now());
        const failed = pass.failures.get(anchor) ?? 0;
        if (failed >= MAX_FAILURES) return;
        try {
          if (!(await this.#keep(anchor, space, checkpoint, pass.signal))) return;
          has.set(space, checkpoint.size);
          lacksSince.delete(space);
        } catch (error) {
          pass.failures.set(anchor, failed + 1);
          this.#deps.logger.warn(
            { err: error, space, kind: anchor.kind },
            'an anchor has not taken a checkpoint',
          );
        }
      }),
    );
  }

  #keep(anchor: Anchor, space: string, checkpoint: Checkpoint, signal: AbortSignal): Promise<boolean> {
    const anchored = { at: this.#deps.clock(), space, checkpoint };
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    return this.#deps.progress.advance({ anchor: anchor.id, space }, checkpoint.size, () =>
      anchor.keep(anchored, bounded),
    );
  }
}
