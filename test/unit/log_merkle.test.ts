import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { EMPTY_FRONTIER, grown, rootOf } from '../../server/domain/log/merkle.js';
import { tileParts, tileWith, widthOf } from '../../server/domain/log/tiles.js';
import { hex, plainRoot, plainTiles } from '../support/plain_tree.js';

describe('the tree of a log', () => {
  // The leaves and roots that implementations of RFC 6962 test themselves with.
  const LEAVES = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ].map((hex) => leafHash(Buffer.from(hex, 'hex')));
  const ROOTS = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];

  ROOTS.forEach((root, size) => {
    it(`has the published root with ${String(size)} leaves`, () => {
      const { frontier } = grown(EMPTY_FRONTIER, LEAVES.slice(0, size));
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

function leafHash(leaf: Uint8Array): Uint8Array {
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(leaf)
    .digest();
}
