import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditLog } from '../../access/audit/audit_log.js';
import { ActivityError } from '../../domain/errors.js';
import type { Logger } from '../../domain/logger.js';
import type { CreatedSpaces, MarkedSpace } from './created_spaces.js';
import type { SpaceRemoval } from './space_contents.js';
import { removeContents } from './space_contents.js';

/** How often a process looks for deletions that nobody gets on with. */
const SWEEP_MS = 5_000;
/** After so long nobody gets on with it any more; a batch takes less. */
const ABANDONED_MS = 10_000;
/** A request that came in before the space was gone has written within this time, or finds it gone. */
const SETTLE_MS = 1_000;

/** What `SpaceDeletions` works with. */
export interface SpaceDeletionsDependencies extends SpaceRemoval {
  readonly created: CreatedSpaces;
  readonly audit: Pick<AuditLog, 'deletedSpace'>;
  readonly logger: Logger;
}

/**
 * Removes spaces that are marked as being deleted, with everything in them (P1). The mark is in the store: whichever
 * process looks next finishes what another one has left. Several at one space do no harm.
 */
export class SpaceDeletions {
  readonly #deps: SpaceDeletionsDependencies;
  readonly #running = new Map<string, Promise<void>>();
  readonly #ended = new AbortController();
  #sweeping: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: SpaceDeletionsDependencies) {
    this.#deps = deps;
  }

  /** Looks for abandoned deletions now, and again and again until `end`. */
  start(): void {
    this.#sweeping = this.sweep()
      // The store is away: whoever waits for an answer of it hears of that.
      .catch(() => undefined)
      .finally(() => {
        if (this.#ended.signal.aborted) return;
        this.#timer = setTimeout(() => {
          this.start();
        }, SWEEP_MS).unref();
      });
  }

  /** Finishes the deletions that nobody gets on with. @throws STORE_UNAVAILABLE */
  async sweep(): Promise<void> {
    const { created, logger } = this.#deps;
    for await (const id of created.ids()) {
      const { deletion } = (await created.find(id)) ?? {};
      const isAbandoned = deletion !== undefined && Date.now() - deletion.touched > ABANDONED_MS;
      if (!isAbandoned || this.#ended.signal.aborted) continue;
      await this.finish(id).catch((error: unknown) => {
        logger.warn({ err: error, space: id }, 'a space that is being deleted is not removed yet');
      });
    }
  }

  /**
   * Resolves when the space is removed, whoever did the last of it.
   * @throws STORE_UNAVAILABLE also when the process stops; the mark stays, and the next process finishes it
   */
  async finish(id: string): Promise<void> {
    const running = this.#running.get(id) ?? this.#run(id).finally(() => this.#running.delete(id));
    this.#running.set(id, running);
    await running;
  }

  /** Resolves when nothing is being removed any more: what is left stays marked. */
  async end(): Promise<void> {
    this.#ended.abort();
    clearTimeout(this.#timer);
    await Promise.allSettled([this.#sweeping, ...this.#running.values()]);
  }

  async #run(id: string): Promise<void> {
    await this.#walk(id);
    await sleep(SETTLE_MS, undefined, { signal: this.#ended.signal }).catch(() => undefined);
    while ((await this.#walk(id)) > 0);
    await this.#forget(id);
  }

  /** @returns how many records it has seen: none, also when another process has removed the last of it */
  async #walk(id: string): Promise<number> {
    const kept = await this.#marked(id);
    if (kept === undefined) return 0;
    const told = (removed: number): Promise<void> => this.#tell(id, removed);
    return removeContents(this.#deps, { space: id, by: kept.deletion.by, told });
  }

  /** Says in the mark how many more are gone, and that somebody is at it. */
  async #tell(id: string, removed: number): Promise<void> {
    this.#refuseEnded();
    for (;;) {
      const kept = await this.#marked(id);
      if (kept === undefined) return;
      const { deletion } = kept;
      const told = { ...deletion, removed: deletion.removed + removed, touched: Date.now() };
      if (await this.#deps.created.keep({ ...kept, deletion: told })) return;
    }
  }

  async #forget(id: string): Promise<void> {
    this.#refuseEnded();
    for (;;) {
      const kept = await this.#marked(id);
      if (kept === undefined) return;
      if (!(await this.#deps.created.remove(kept))) continue;
      const { by, removed } = kept.deletion;
      await this.#deps.audit.deletedSpace(by, id, removed);
      return;
    }
  }

  /** The mark; `undefined`: another process has removed the last of it. */
  async #marked(id: string): Promise<MarkedSpace | undefined> {
    const kept = await this.#deps.created.find(id);
    return kept?.deletion === undefined ? undefined : { ...kept, deletion: kept.deletion };
  }

  #refuseEnded(): void {
    if (!this.#ended.signal.aborted) return;
    throw new ActivityError('STORE_UNAVAILABLE', 'The process stops: the space is not removed yet.');
  }
}
