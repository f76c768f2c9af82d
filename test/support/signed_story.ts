import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync } from 'node:crypto';
import type { Subject } from '../../server/domain/activity.js';
import { checkpointText } from '../../server/domain/log/checkpoint.js';
import { rootOf } from '../../server/domain/log/merkle.js';
import { formatNote, parseVkey } from '../../server/domain/log/signed_note.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { Mutation } from '../../server/domain/record.js';
import { RecordVerification } from '../../server/services/integrity/verification/record_verification.js';
import { SpaceVerification } from '../../server/services/integrity/verification/space_verification.js';
import { VerifierKeys } from '../../server/services/integrity/verification/verifier_keys.js';
import type { Sealer } from '../../server/services/seals/sealer.js';
import { SigningKey } from '../../server/services/seals/signing_key.js';
import { aContinuation, aCreation, aWindow, entriesOf } from './records.js';
import { withActor } from './redacting.js';
import { aSealer } from './sealing.js';
import { eventually, ORIGIN } from './signing.js';

const SPACE = 'default';
const LEDGER: Subject = { space: SPACE, kind: 'ledger', id: '2024-05' };

/** A space whose commits and checkpoints are signed, by one key after the other. */
export class SignedStory {
  readonly store: ActivityStore;
  readonly keys: VerifierKeys;
  readonly #signing: readonly { readonly key: KeyObject }[];
  readonly #subjects = new Map<string, Subject>();
  #current = 0;
  #erasures = 0;

  /** @param keys how many keys there will be */
  constructor(store: ActivityStore, keys = 1) {
    this.store = store;
    this.#signing = Array.from({ length: keys }, () => ({ key: generateKeyPairSync('ed25519').privateKey }));
    const vkeys = this.#signing.map(({ key }) => new SigningKey(ORIGIN, key).vkey);
    this.keys = new VerifierKeys(vkeys.flatMap((vkey) => parseVkey(vkey) ?? []));
  }

  /** Seals and signs, as a host with the present key. */
  get sealer(): Sealer {
    return aSealer(this.store, {
      origin: ORIGIN,
      keys: this.#signing.slice(this.#current, this.#current + 1),
    });
  }

  /** Records that are verified. */
  get subjects(): readonly Subject[] {
    return [...this.#subjects.values()];
  }

  /** A commit on top of what is there. */
  async write(subject: Subject, over: Partial<Mutation> = {}, sealer: Sealer = this.sealer): Promise<void> {
    this.#subjects.set(JSON.stringify(subject), subject);
    const head = await this.store.head(subject);
    const owner = subject.kind === LEDGER.kind ? subject.kind : 'cases';
    const write =
      head === undefined
        ? aCreation(subject, { owner, number: await this.store.reserveNumbers(1), ...over })
        : aContinuation(head, over);
    await this.store.commit(await sealer.seal([write]));
  }

  /** A commit as a release before seals made it. */
  async writeUnsealed(subject: Subject, over: Partial<Mutation> = {}): Promise<void> {
    this.#subjects.set(JSON.stringify(subject), subject);
    const head = await this.store.head(subject);
    const write =
      head === undefined
        ? aCreation(subject, { number: await this.store.reserveNumbers(1), ...over })
        : aContinuation(head, over);
    await this.store.commit([write]);
  }

  /** The ledger tells of something. */
  async tell(statement: string, details: Record<string, string | number>): Promise<void> {
    await this.write(LEDGER, { changes: [{ type: 'statement', statement, details }] });
  }

  /**
   * Erases who made one entry of the record, if there is one that is not erased yet, and has the ledger tell of it.
   * @param at which of the entries, from 0 up to but without 1
   */
  async eraseActor(subject: Subject, at: number): Promise<void> {
    const head = await this.store.head(subject);
    if (head === undefined) return;
    const whole = (await entriesOf(this.store, head, aWindow())).filter(
      ({ seal }) => seal?.salt !== undefined,
    );
    const entry = whole[Math.floor(at * whole.length)];
    if (entry === undefined) return;
    this.#erasures += 1;
    const pseudonym = `erased-${String(this.#erasures)}`;
    const activities = [withActor(entry, { kind: 'user', username: pseudonym })];
    await this.store.redact({ head, state: head.state, attachments: [], activities });
    await this.tell('person-erased', { erasure: String(this.#erasures), pseudonym });
  }

  /** From now on the next key signs. */
  async changeKey(): Promise<void> {
    this.#current += 1;
    await this.tell('key-added', { vkey: String(this.#current) });
  }

  /** Publishes a checkpoint of all there is, by the present key; answers its size and root. */
  async publish(): Promise<{ readonly size: number; readonly root: string }> {
    await this.store.log.catchUp(SPACE);
    const { size, frontier } = await this.store.log.head(SPACE);
    const root = rootOf(frontier);
    const [signing] = this.#signing.slice(this.#current, this.#current + 1);
    if (signing === undefined) throw new Error('There is no such key.');
    const key = new SigningKey(ORIGIN, signing.key);
    const text = checkpointText({ size, root, origin: key.verifier(SPACE).name });
    const note = formatNote({ text, signatures: [await key.signedCheckpoint(SPACE, { size, root })] });
    await this.store.log.publish(SPACE, { size, note });
    return { size, root: Buffer.from(root).toString('base64') };
  }

  /** Resolves when everything stands where it stays: nothing in an outbox, each entry with its position. */
  async settled(): Promise<void> {
    await this.store.log.catchUp(SPACE);
    await eventually(async () => {
      const { records } = await this.store.backlog();
      return records === 0 ? true : undefined;
    }, 'an empty outbox');
  }

  /** What is wrong with the records and the space, as texts. */
  async problems(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const subject of this.subjects) found.push(...(await this.#ofRecord(subject)));
    return [...found, ...(await this.#ofSpace())];
  }

  /** Whether there is anything wrong with them. */
  async isNoticed(): Promise<boolean> {
    if ((await this.#ofSpace()).length > 0) return true;
    for (const subject of this.subjects) {
      if ((await this.#ofRecord(subject)).length > 0) return true;
    }
    return false;
  }

  async #ofRecord(subject: Subject): Promise<readonly string[]> {
    const report = await new RecordVerification(this).of(subject);
    return (report?.problems ?? []).map(({ seq, problem }) => `${subject.id} ${String(seq)} ${problem}`);
  }

  async #ofSpace(): Promise<readonly string[]> {
    const { problems } = await new SpaceVerification(this).check(SPACE);
    return problems.map(({ problem }) => `space ${problem}`);
  }
}

/** A story with everything that is hashed: sorts of changes, contexts, an adopted record, two keys, a checkpoint. */
export async function aWholeStory(store: ActivityStore): Promise<SignedStory> {
  const story = new SignedStory(store, 2);
  const [first, second, old] = ['a', 'b', 'old'].map((id) => ({ space: SPACE, kind: 'case', id }));
  if (first === undefined || second === undefined || old === undefined) throw new Error('There are three.');
  await story.writeUnsealed(old, { changes: [{ type: 'created', snapshot: { title: 'T' } }] });
  await story.writeUnsealed(old);
  await story.tell('key-added', { vkey: '0' });
  // Else the log may have entries before the key that were written behind it.
  await story.settled();
  await story.write(old);
  await story.write(first, {
    changes: [{ type: 'created', snapshot: { title: 'Título', tags: ['a', 'b'], empty: null } }],
    context: { source: 'api', requestId: 'r-1' },
  });
  await story.write(first, {
    changes: [
      { type: 'field', field: 'custom', key: 'k', before: { a: 1 }, after: { a: [1, 2] } },
      { type: 'items', field: 'tags', verb: 'added', items: ['c'] },
    ],
  });
  await story.changeKey();
  await story.write(first, {
    changes: [
      {
        type: 'comment',
        verb: 'updated',
        commentId: 'c-1',
        comment: { comment: 'x' },
        before: { comment: 'y' },
      },
      { type: 'pushed', externalService: { id: 'E-1' } },
    ],
  });
  await story.write(second, { changes: [{ type: 'created', snapshot: {} }, { type: 'deleted' }] });
  await story.publish();
  await story.settled();
  return story;
}
