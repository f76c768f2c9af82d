import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import { RowEntries } from '../../server/services/history/row_entries.js';
import type { NamedRow } from '../../server/services/history/row_place.js';
import { isNamed } from '../../server/services/history/row_place.js';
import { allRows, appendSealed, erase } from '../support/log.js';
import { aChange, aSubject } from '../support/records.js';
import { aReader, guardAndAudit, onOwnStore } from '../support/space_histories.js';

const access = aReader(['cases']);
const gone = aSubject({ id: 'gone' });
const stays = aSubject({ id: 'stays' });
const again = aSubject({ id: 'again' });

async function someRows(store: ActivityStore): Promise<readonly NamedRow[]> {
  for (const subject of [gone, stays, again]) {
    await appendSealed(store, subject, { changes: [aChange('1'), aChange('2'), aChange('3')] });
  }
  await store.log.catchUp('default');
  return (await allRows(store, 'default')).filter(isNamed);
}

function entriesFor(store: Pick<ActivityStore, 'heads' | 'entries'>): RowEntries {
  const { guard } = guardAndAudit();
  return new RowEntries({
    store,
    sees: (head) => guard.seesHistory(access, 'findHistory', head),
  });
}

describe('entries that rows name', () => {
  it('come in the order of the rows, whatever of a record is among them', () =>
    onOwnStore(async (store) => {
      const rows = (await someRows(store)).filter(({ position }) => position !== 1).reverse();
      const found = await entriesFor(store).of(rows);
      expect(found.map(({ row }) => row)).to.deep.equal(rows);
      for (const { row, entry, head } of found) {
        expect(entry).to.deep.include({ subject: row.entry.subject, seq: row.entry.seq });
        expect(head.subject).to.deep.equal(entry.subject);
      }
    }));

  it('are not those of a record that has the name of an erased one', () =>
    onOwnStore(async (store) => {
      const rows = await someRows(store);
      for (const subject of [gone, again]) await erase(store, subject);
      await appendSealed(store, again, { changes: [aChange('new'), aChange('new'), aChange('new')] });
      const found = await entriesFor(store).of(rows);
      expect(found.map(({ entry }) => entry.subject.id)).to.deep.equal(['stays', 'stays', 'stays']);
    }));

  it('are left out where the record is erased while they are read', () =>
    onOwnStore(async (store) => {
      const rows = await someRows(store);
      const entries = entriesFor({
        heads: async (subjects) => {
          const heads = await store.heads(subjects);
          await erase(store, gone);
          return heads;
        },
        entries: (head, window) => store.entries(head, window),
      });
      const found = await entries.of(rows);
      expect(new Set(found.map(({ entry }) => entry.subject.id))).to.deep.equal(new Set(['stays', 'again']));
    }));

  it('fail with the store', () =>
    onOwnStore(async (store) => {
      const rows = await someRows(store);
      const entries = entriesFor({
        heads: (subjects) => store.heads(subjects),
        entries: () => {
          throw new Error('broken');
        },
      });
      const failure = await entries.of(rows).catch((error: unknown) => error);
      expect(failure).to.have.property('message', 'broken');
    }));
});
