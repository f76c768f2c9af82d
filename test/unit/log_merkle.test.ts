import { expect } from 'chai';
import fc from 'fast-check';
import { EMPTY_FRONTIER, grown, rootOf } from '../../server/domain/log/merkle.js';
import { tileParts, tileWith, widthOf } from '../../server/domain/log/tiles.js';
import { hex, plainRoot, plainTiles } from '../support/plain_tree.js';
import { leafHash, PUBLISHED_LEAVES, PUBLISHED_ROOTS } from '../support/published_tree.js';

describe('the tree of a log', () => {
  PUBLISHED_ROOTS.forEach((root, size) => {
    it(`has the published root with ${String(size)} leaves`, () => {
      const { frontier } = grown(EMPTY_FRONTIER, PUBLISHED_LEAVES.slice(0, size));
      expect(hex(rootOf(frontier))).to.equal(root);
    });
  });

  it('is the same however its leaves are portioned, and so are its tiles', () => {
    const portions = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(portions, (sizes) => {
        const leaves = leavesOf(sizes.reduce((sum, size) => sum + size, 0));
        const tiles = new Map<string, Uint8Array>();
        let frontier = EMPTY_FRONTIER;
        for (const size of sizes) {
          const step = grown(frontier, leaves.slice(frontier.size, frontier.size + size));
          for (const part of tileParts(step.nodes)) {
            const name = `${String(part.level)}/${String(part.index)}`;
            tiles.set(name, tileWith(tiles.get(name), part));
          }
          frontier = step.frontier;
        }
        expect(hex(rootOf(frontier))).to.equal(hex(plainRoot(leaves)));
        expect(Object.fromEntries([...tiles].map(([name, tile]) => [name, hex(tile)]))).to.deep.equal(
          plainTiles(leaves),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('has tiles two levels up', () => {
    const { nodes } = grown(EMPTY_FRONTIER, leavesOf(256 * 256 + 1));
    expect(nodes.filter(({ level }) => level === 2)).to.have.length(1);
    expect(nodes.filter(({ level }) => level === 1)).to.have.length(256);
  });

  it('refuses to put hashes into a tile that lacks those before', () => {
    const [part] = tileParts([{ level: 0, index: 258, hash: Buffer.alloc(32) }]);
    expect(part).to.include({ level: 0, index: 1, offset: 2 });
    if (part === undefined) return;
    expect(() => tileWith(Buffer.alloc(32), part)).to.throw('A tile of the log has a gap.');
    expect(tileWith(Buffer.alloc(64), part).byteLength).to.equal(96);
    expect(tileWith(Buffer.alloc(320), part).byteLength, 'what a run that broke off left').to.equal(96);
  });

  it('says how wide a tile is', () => {
    expect(widthOf(0, 0, 0)).to.equal(0);
    expect(widthOf(257, 0, 0)).to.equal(256);
    expect(widthOf(257, 0, 1)).to.equal(1);
    expect(widthOf(257, 0, 2)).to.equal(0);
    expect(widthOf(257, 1, 0)).to.equal(1);
    expect(widthOf(2 ** 40, 4, 0)).to.equal(256);
  });
});

function leavesOf(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => leafHash(Buffer.from(String(i))));
}
