import { expect } from 'chai';
import fc from 'fast-check';
import type { NamedRow } from '../../server/services/history/row_place.js';
import { rowsByRecord, runsOf } from '../../server/services/history/row_runs.js';
import { aSubject } from '../support/records.js';

function aRow(id: string, seq: number, kind = 'case'): NamedRow {
  const entry = { subject: aSubject({ kind, id }), number: 1, seq, owner: 'cases', facet: 'created' };
  return { position: seq, hash: '', entry: { ...entry, at: new Date(0), actorKind: 'user' } };
}

describe('rows of a page', () => {
  it('are read by record, each in the place of its first row', () => {
    const rows = [aRow('b', 2), aRow('a', 1), aRow('b', 1), aRow('b', 1, 'alert')];
    const records = rowsByRecord(rows).map((named) => named.map(({ entry }) => entry.seq));
    expect(records).to.deep.equal([[2, 1], [1], [1]]);
  });

  it('are read in as few windows as their seqs make, each row in one', () => {
    const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 40 }));
    const property = fc.property(seqs, (some) => {
      const runs = runsOf(some.map((seq) => aRow('a', seq)));
      const covered = runs.flatMap(({ rows, window }) => {
        const read = Array.from({ length: window.limit }, (_, i) => window.skip + 1 + i);
        expect(read).to.deep.equal(rows.map(({ entry }) => entry.seq));
        return read;
      });
      expect(covered).to.deep.equal([...some].sort((a, b) => a - b));
      const beginnings = some.filter((seq) => !some.includes(seq - 1));
      expect(runs).to.have.length(beginnings.length);
    });
    fc.assert(property);
  });
});
