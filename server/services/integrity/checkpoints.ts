import { checkpointText } from '../../domain/log/checkpoint.js';
import { rootOf } from '../../domain/log/merkle.js';
import { formatNote } from '../../domain/log/signed_note.js';
import type { Checkpoint, LogHead, SpaceLog } from '../../domain/log/space_log.js';
import { ActivityError } from '../../domain/errors.js';
import type { SigningKeys } from '../seals/signing_keys.js';
import type { SpaceStatements } from './due_statements.js';

/** What `Checkpoints` works with. */
export interface CheckpointsDependencies {
  readonly log: SpaceLog;
  readonly keys: SigningKeys;
  readonly statements: SpaceStatements;
}

/** Signs the trees of logs: made when asked for and the log has grown, kept for every process (N10.3). */
export class Checkpoints {
  readonly #deps: CheckpointsDependencies;

  constructor(deps: CheckpointsDependencies) {
    this.#deps = deps;
  }

  /** Whether there is a key to sign with. */
  get areSigned(): boolean {
    return this.#deps.keys.inForce().length > 0;
  }

  /**
   * A checkpoint of everything that was acknowledged before the call, and perhaps of more.
   * @throws NO_SIGNING_KEY, LOG_DISABLED, STORE_UNAVAILABLE, and what the ledger throws when it has to tell of a key
   */
  async newest(space: string): Promise<Checkpoint> {
    const { log, statements } = this.#deps;
    await log.catchUp(space);
    if (!this.areSigned) {
      throw new ActivityError('NO_SIGNING_KEY', 'This server has no key to sign with.');
    }
    let head = await log.head(space);
    // Nothing was ever signed in an empty log, and reading it leaves it empty.
    if (head.size === 0) return this.#signed(space, head);
    await statements.ensure(space);
    for (;;) {
      // Also so that the ledger's own entry is in it: a new key has signed nothing that is older.
      await log.catchUp(space);
      head = await log.head(space);
      const kept = head.checkpoint;
      // One of a larger tree than there is: the log was cut off, which whoever keeps that one will find out.
      if (kept !== undefined && kept.size >= head.size) return kept;
      const checkpoint = await this.#signed(space, head);
      if (await log.publish(space, checkpoint)) return checkpoint;
    }
  }

  async #signed(space: string, { size, frontier }: LogHead): Promise<Checkpoint> {
    const keys = this.#deps.keys.inForce();
    const [first] = keys;
    if (first === undefined)
      throw new ActivityError('NO_SIGNING_KEY', 'This server has no key to sign with.');
    const tree = { size, root: rootOf(frontier) };
    const signatures = await Promise.all(keys.map((key) => key.signedCheckpoint(space, tree)));
    const text = checkpointText({ ...tree, origin: first.verifier(space).name });
    return { size, note: formatNote({ text, signatures }) };
  }
}
