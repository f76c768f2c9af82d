import { createPrivateKey } from 'node:crypto';
import type { Activity, Change } from '../../server/domain/activity.js';
import { originOf, parseCheckpoint, checkpointText } from '../../server/domain/log/checkpoint.js';
import { inclusionProof } from '../../server/domain/log/proofs.js';
import { EMPTY_FRONTIER, grown, rootOf } from '../../server/domain/log/merkle.js';
import { formatNote, parseVkey } from '../../server/domain/log/signed_note.js';
import { leafOf, NO_ENTRY, sealed } from '../../server/domain/seal.js';
import type { SealedActivity } from '../../server/domain/store.js';
import { verifyExport } from '../../server/export_check.js';
import { ndjsonFormat } from '../../server/http/native/export/ndjson_format.js';
import { ENGLISH } from '../../server/http/prose/english.js';
import type { ExportReport } from '../../server/services/integrity/exported/export_report.js';
import { SigningKey } from '../../server/services/seals/signing_key.js';
import { aCreation, anActor, aSubject } from './records.js';
import { plainTiles } from './plain_tree.js';
import type { TestKey } from './signing.js';
import { aSigningKey, ORIGIN } from './signing.js';

/** Who signs these exports. */
export const SIGNER = aSigningKey();
const SUBJECT = aSubject({ kind: 'alert', id: 'a-1' });
const AT = new Date('2026-03-04T10:15:00.000Z');
const PLACE = { number: 7 };

/** Changes of every type. */
export const STORY: readonly Change[] = [
  { type: 'created', snapshot: { title: 'T', tags: ['a'], ['__proto__']: 1, constructor: null } },
  { type: 'field', field: 'severity', before: 'high', after: 'critical' },
  { type: 'field', field: 'custom:x', key: 'k%1', before: { a: [1, -0.5, 'ü\ud800'] }, after: null },
  { type: 'items', field: 'tags', verb: 'added', items: ['b', { c: 1 }] },
  { type: 'comment', verb: 'created', commentId: 'c', comment: { type: 'a:b%', comment: 'hello' } },
  { type: 'comment', verb: 'updated', commentId: 'c', comment: { comment: 'x' }, before: { comment: 'y' } },
  { type: 'pushed', externalService: { name: 'jira' } },
  { type: 'statement', statement: 'adopted', details: { records: 1 } },
  { type: 'deleted' },
];

/** What differs from an export of one record whose every entry is a commit. */
export interface Differences {
  /** Ends of commits that are signed, by `seq`; default: each. */
  readonly signed?: (seq: number) => boolean;
  /** What a commit begins with, by the `seq` of its last entry; default: that one. */
  readonly from?: (seq: number) => number;
  /** What becomes of a sealed entry before it is exported, such as an erasure. */
  readonly then?: (entry: SealedActivity) => SealedActivity;
  readonly filters?: Readonly<Record<string, string>>;
  readonly key?: TestKey;
}

/** The export of one record with these changes, as a host would write it. */
export async function aProvenExport(
  changes: readonly Change[],
  { signed = () => true, from = (seq) => seq, then = (entry) => entry, ...over }: Differences = {},
): Promise<string> {
  const key = new SigningKey(ORIGIN, createPrivateKey((over.key ?? SIGNER).pem));
  const [first] = aCreation(SUBJECT).activities;
  if (first === undefined) throw new Error('There is no entry.');
  const { head } = { head: { ...aCreation(SUBJECT).head, ...PLACE } };
  let prev = NO_ENTRY;
  const entries: SealedActivity[] = [];
  for (const [i, change] of changes.entries()) {
    const seq = i + 1;
    const entry: Activity = { ...first, seq, at: AT, actor: anActor(), change, context: { source: 'api' } };
    const seal = sealed(entry, { ...PLACE, prev }, Buffer.alloc(32, seq));
    prev = seal.hash;
    const range = { from: from(seq), to: seq };
    const signature = signed(seq) ? await key.signedCommit(SUBJECT.space, range, seal.hash) : undefined;
    entries.push({ ...entry, seal: { ...seal, ...(signature !== undefined && { signature }) } });
  }
  const leaves = entries.map(({ seal }) => Buffer.from(seal.hash, 'base64url'));
  const tiles = plainTiles(leaves);
  const tile = (level: number, index: number): Promise<Uint8Array> =>
    Promise.resolve(Buffer.from(tiles[`${String(level)}/${String(index)}`] ?? '', 'hex'));
  const tree = { size: leaves.length, root: rootOf(grown(EMPTY_FRONTIER, leaves).frontier) };
  const name = originOf(ORIGIN, SUBJECT.space);
  const checkpoint = formatNote({
    text: checkpointText({ ...tree, origin: name }),
    signatures: [await key.signedCheckpoint(SUBJECT.space, tree)],
  });
  const format = ndjsonFormat(ENGLISH, [], true);
  const { space, kind, id } = SUBJECT;
  const record = { kind, id, owner: first.owner };
  const scope = { space, record, filters: over.filters ?? {}, from: 1, to: changes.length + 1 };
  let text = format.first({ ...scope, at: AT, by: anActor(), checkpoint });
  prev = NO_ENTRY;
  for (const [position, entry] of entries.entries()) {
    const shown = then(entry);
    const seal = { position, leaf: leafOf(shown, { ...PLACE, prev }), seal: shown.seal };
    prev = entry.seal.hash;
    const path = await inclusionProof(tile, position, leaves.length);
    text += [...format.lines([{ head, entry: shown, seal, path }])].join('');
  }
  return text + format.last(changes.length, scope);
}

/** What whoever has pinned the keys finds in the text of an export. */
export async function verifiedText(
  text: string,
  {
    keys = [SIGNER.vkey],
    checkpoint,
  }: { readonly keys?: readonly string[]; readonly checkpoint?: string } = {},
): Promise<ExportReport> {
  return verifyExport(
    (function* () {
      yield* text.replace(/\n$/, '').split('\n');
    })() as unknown as AsyncIterable<string>,
    {
      keys: keys.flatMap((vkey) => parseVkey(vkey) ?? []),
      checkpoint: checkpoint === undefined ? undefined : parseCheckpoint(checkpoint),
    },
  );
}

/** What is wrong, in few words: `3 leaf-differs`. */
export function problemsOf({ problems }: ExportReport): readonly string[] {
  return problems.map(({ line, seq, problem }) =>
    [line, ...(seq === undefined ? [] : [`#${String(seq)}`]), problem].join(' '),
  );
}
