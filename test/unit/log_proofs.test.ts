import { expect } from 'chai';
import fc from 'fast-check';
import { verifiesConsistency, verifiesInclusion } from '../../server/domain/log/proof_checks.js';
import { consistencyProof, inclusionProof, rootAt } from '../../server/domain/log/proofs.js';
import type { ReadTile } from '../../server/domain/log/proofs.js';
import { hex, plainRoot, plainTiles } from '../support/plain_tree.js';
import { leafHash, PUBLISHED_LEAVES, PUBLISHED_ROOTS } from '../support/published_tree.js';

/** Nodes of the published tree, by the leaves below them. */
const NODES = {
  '0': '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  '1': '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '4': 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  '6': 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
  '0-1': 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  '2-3': '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '4-5': '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  '6-7': 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  '0-3': 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4-7': '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
} as const;

/** Leaves enough for tiles two levels up, and for a beginning of the third. */
const LARGE = Array.from({ length: 256 * 256 + 300 }, (_, i) => leafHash(Buffer.from(String(i))));
const SMALL = LARGE.slice(0, 700);

describe('the proofs of a log', () => {
  const published = reading(PUBLISHED_LEAVES);
  const small = reading(SMALL);

  for (const [index, size, path] of [
    [0, 1, []],
    [0, 8, ['1', '2-3', '4-7']],
    [5, 8, ['4', '6-7', '0-3']],
    [2, 3, ['0-1']],
    [1, 5, ['0', '2-3', '4']],
  ] as const) {
    it(`have the published path of leaf ${String(index)} of ${String(size)}`, async () => {
      const found = await inclusionProof(published.tile, index, size);
      expect(found.map(hex)).to.deep.equal(path.map((node) => NODES[node]));
    });
  }

  for (const [from, to, path] of [
    [1, 1, []],
    [1, 8, ['1', '2-3', '4-7']],
    [6, 8, ['4-5', '6-7', '0-3']],
    [2, 5, ['2-3', '4']],
    [6, 7, ['4-5', '6', '0-3']],
    [2, 8, ['2-3', '4-7']],
  ] as const) {
    it(`have the published path from ${String(from)} to ${String(to)} leaves`, async () => {
      const found = await consistencyProof(published.tile, from, to);
      expect(found.map(hex)).to.deep.equal(path.map((node) => NODES[node]));
    });
  }

  it('have the published roots of all sizes', async () => {
    for (const [size, root] of PUBLISHED_ROOTS.entries()) {
      expect(hex(await rootAt(published.tile, size))).to.equal(root);
    }
  });

  it('verify, of every leaf and every size', async () => {
    for (let size = 1; size <= 40; size += 1) {
      const root = plainRoot(SMALL.slice(0, size));
      for (let index = 0; index < size; index += 1) {
        const path = await inclusionProof(small.tile, index, size);
        expect(verifiesInclusion({ leafHash: leafAt(index), index, size, path, root })).to.equal(true);
      }
      for (let from = 1; from <= size; from += 1) {
        const path = await consistencyProof(small.tile, from, size);
        const fromRoot = plainRoot(SMALL.slice(0, from));
        expect(verifiesConsistency({ from, to: size, path, fromRoot, toRoot: root })).to.equal(true);
      }
    }
  });

  it('do not verify with anything else: another leaf, place, size, root or path', async () => {
    const places = fc
      .tuple(fc.integer({ min: 1, max: SMALL.length }), fc.nat(), fc.nat(), fc.nat())
      .map(([size, a, b, c]) => ({ size, index: a % size, other: b % SMALL.length, at: c }));
    await fc.assert(
      fc.asyncProperty(places, async ({ size, index, other, at }) => {
        const path = await inclusionProof(small.tile, index, size);
        const root = plainRoot(SMALL.slice(0, size));
        const claim = { leafHash: leafAt(index), index, size, path, root };
        expect(verifiesInclusion(claim)).to.equal(true);
        const changed = path.map((node, i) => (i === at % path.length ? flipped(node) : node));
        if (path.length > 0) expect(verifiesInclusion({ ...claim, path: changed })).to.equal(false);
        expect(verifiesInclusion({ ...claim, path: [...path, root] })).to.equal(false);
        expect(verifiesInclusion({ ...claim, path: path.slice(0, -1) })).to.equal(path.length === 0);
        expect(verifiesInclusion({ ...claim, root: flipped(root) })).to.equal(false);
        expect(verifiesInclusion({ ...claim, index: other })).to.equal(other === index);
        expect(verifiesInclusion({ ...claim, leafHash: leafAt(other) })).to.equal(other === index);
      }),
      { numRuns: 60 },
    );
  });

  it('do not show a tree to go on from another one', async () => {
    const sizes = fc
      .tuple(fc.integer({ min: 2, max: SMALL.length }), fc.nat(), fc.nat())
      .map(([to, a, b]) => ({ to, from: 1 + (a % (to - 1)), at: b }));
    await fc.assert(
      fc.asyncProperty(sizes, async ({ from, to, at }) => {
        const path = await consistencyProof(small.tile, from, to);
        const [fromRoot, toRoot] = [plainRoot(SMALL.slice(0, from)), plainRoot(SMALL.slice(0, to))];
        const claim = { from, to, path, fromRoot, toRoot };
        expect(verifiesConsistency(claim)).to.equal(true);
        const changed = path.map((node, i) => (i === at % path.length ? flipped(node) : node));
        for (const wrong of [
          { path: changed },
          { path: [] },
          { path: path.slice(0, -1) },
          { path: [...path, toRoot] },
          { path: path.map((node) => Buffer.concat([node, node])) },
          { fromRoot: flipped(fromRoot) },
          { toRoot: flipped(toRoot) },
          { from: 0 },
          { to: from, from: to },
        ]) {
          expect(verifiesConsistency({ ...claim, ...wrong })).to.equal(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of the same tree need nothing, and tell two trees of one size apart', () => {
    const [fromRoot] = SMALL;
    if (fromRoot === undefined) return;
    const same = { from: 1, to: 1, path: [], fromRoot, toRoot: fromRoot };
    expect(verifiesConsistency(same)).to.equal(true);
    expect(verifiesConsistency({ ...same, toRoot: flipped(fromRoot) })).to.equal(false);
    expect(verifiesConsistency({ ...same, path: [fromRoot] })).to.equal(false);
  });

  it('of a large log are those of the tree, and read a few tiles', async () => {
    const large = reading(LARGE);
    const size = LARGE.length - 7;
    const root = plainRoot(LARGE.slice(0, size));
    expect(hex(await rootAt(large.tile, size))).to.equal(hex(root));
    for (const index of [0, 255, 256, 65_535, 65_536, size - 1]) {
      large.read.clear();
      const path = await inclusionProof(large.tile, index, size);
      expect(verifiesInclusion({ leafHash: leafAt(index, LARGE), index, size, path, root })).to.equal(true);
      expect(large.read.size).to.be.at.most(6);
    }
    for (const from of [1, 256, 40_000, 65_536, size - 1]) {
      large.read.clear();
      const path = await consistencyProof(large.tile, from, size);
      const fromRoot = plainRoot(LARGE.slice(0, from));
      expect(verifiesConsistency({ from, to: size, path, fromRoot, toRoot: root })).to.equal(true);
      expect(large.read.size).to.be.at.most(6);
    }
  });

  it('are not to be had where the log has fewer hashes', async () => {
    const error = await inclusionProof(small.tile, 0, SMALL.length + 1).catch((caught: unknown) => caught);
    expect(error).to.include({ code: 'INTERNAL_ERROR', message: 'A tile of the log has a gap.' });
  });
});

/** The tiles of a tree, and the names of those that were read. */
function reading(leaves: readonly Uint8Array[]): { readonly tile: ReadTile; readonly read: Set<string> } {
  const tiles = plainTiles(leaves);
  const read = new Set<string>();
  const tile: ReadTile = (level, index) => {
    const name = `${String(level)}/${String(index)}`;
    if (read.has(name)) return Promise.reject(new Error(`${name} is read again`));
    read.add(name);
    return Promise.resolve(Buffer.from(tiles[name] ?? '', 'hex'));
  };
  return leaves === LARGE ? { tile, read } : { tile: (l, i) => (read.clear(), tile(l, i)), read };
}

function leafAt(index: number, leaves: readonly Uint8Array[] = SMALL): Uint8Array {
  return leaves[index] ?? Buffer.alloc(32);
}

function flipped(hash: Uint8Array): Uint8Array {
  return hash.map((byte, i) => (i === 13 ? byte ^ 1 : byte));
}
