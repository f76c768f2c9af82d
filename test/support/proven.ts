import { createHash, createHmac } from 'node:crypto';
import { expect } from 'chai';
import { canonicalize } from 'json-canonicalize';
import type { NativeEntry } from '../../common/native.js';

/** The members of a leaf that are looked at. */
export interface Leaf {
  readonly number: number;
  readonly seq: number;
  readonly prev: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** What stands at each name of a part (N10.1), read from the wire by the letter of the specification. */
const PARTS: Readonly<
  Record<string, (change: NativeEntry['change']) => readonly (readonly [string, unknown])[]>
> = {
  created: ({ snapshot }) =>
    Object.entries(snapshot as object).map(([name, value]) => [`snapshot/${name}`, value]),
  field: ({ before, after }) => [
    ['before', before],
    ['after', after],
  ],
  items: ({ items }) => [['items', items]],
  comment: ({ comment, before }) => [
    ['comment', comment],
    ['before', before],
  ],
  pushed: ({ externalService }) => [['externalService', externalService]],
  deleted: () => [],
  statement: ({ details }) => [['details', details]],
};

/** Checks that what is shown of an entry is what its hash was made from, as somebody would who has the entry alone. */
export function provenLeaf(entry: NativeEntry): Leaf {
  const { proof, hash } = entry;
  if (proof === undefined) throw new Error(`Nothing proves entry ${String(entry.seq)}.`);
  const leafHash = createHash('sha256')
    .update(Buffer.from([0]))
    .update(proof.leaf)
    .digest('base64url');
  expect(leafHash, `hash of entry ${String(entry.seq)}`).to.equal(hash);
  const leaf = JSON.parse(proof.leaf) as Leaf & Record<string, unknown>;
  expect(canonicalize(leaf)).to.equal(proof.leaf);
  const { space, kind, id, owner } = entry.record;
  expect(leaf).to.include({ v: 1, space, kind, id, owner, seq: entry.seq, entry: entry.id, at: entry.at });
  const gone = proof.digests ?? {};
  const shown = [['actor', entry.actor] as const, ['context', entry.context] as const, ...partsOf(entry)]
    .filter(([name, value]) => value !== undefined && !(name in gone))
    .map(([name, value]) => [name, digestOf(proof, name, value)] as const);
  expect(leaf.parts).to.deep.equal({ ...gone, ...Object.fromEntries(shown) });
  return leaf;
}

function partsOf({ type, change }: NativeEntry): readonly (readonly [string, unknown])[] {
  return PARTS[type]?.(change) ?? [];
}

function digestOf({ salt, salts }: NonNullable<NativeEntry['proof']>, name: string, value: unknown): string {
  const own =
    salt === undefined
      ? salts?.[name]
      : createHmac('sha256', Buffer.from(salt, 'base64url'))
          .update(name)
          .digest()
          .subarray(0, 16)
          .toString('base64url');
  return createHash('sha256')
    .update(canonicalize([own, name, value]))
    .digest('base64url');
}
