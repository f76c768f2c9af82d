import { expect } from 'chai';
import fc from 'fast-check';
import type { Activity, Change } from '../../server/domain/activity.js';
import { facetOf } from '../../server/domain/activity.js';
import { isNamed } from '../../server/services/history/row_place.js';
import { FieldSteps } from '../../server/services/history/statistics/field_steps.js';
import { dateText, LocalDays } from '../../server/services/history/statistics/local_days.js';
import { recordTimes } from '../../server/services/history/statistics/record_times.js';
import { rowFacetMatcher } from '../../server/services/history/statistics/row_facet.js';
import { SeenRows } from '../../server/services/history/statistics/seen_rows.js';
import { allRows, appendSealed, erase } from '../support/log.js';
import { aFacetFilter, aHistoryChange } from '../support/random_history.js';
import { aChange, anActor, aSubject } from '../support/records.js';
import { aReader, guardAndAudit, onOwnStore } from '../support/space_histories.js';

const access = aReader(['cases']);
const settings = { field: 'title', resolved: ['after'] };

describe('what figures are made of', () => {
  it('are rows of which the facet alone says whether they have the types and fields', () =>
    fc.assert(
      fc.property(aHistoryChange, aFacetFilter, (change, { types, fields }) => {
        const has =
          (types?.includes(change.type) ?? true) &&
          (fields === undefined || ('field' in change && fields.includes(change.field)));
        expect(rowFacetMatcher({ types, fields })(facetOf(change))).to.equal(has);
      }),
      { numRuns: 2_000 },
    ));

  it('are no rows of a record whose name another one has now', () =>
    onOwnStore(async (store) => {
      const subject = aSubject();
      await appendSealed(store, subject);
      await store.log.catchUp('default');
      const rows = (await allRows(store, 'default')).filter(isNamed);
      const seen = (): SeenRows => new SeenRows({ store, guard: guardAndAudit().guard, access });
      expect(await seen().among(rows)).to.deep.equal(rows);
      await erase(store, subject);
      await appendSealed(store, subject);
      expect(await seen().among(rows)).to.deep.equal([]);
    }));

  it('are times of the very record, and only as long as it may be seen', () =>
    onOwnStore(async (store) => {
      const { guard } = guardAndAudit();
      const timesOf = (number: number, id: string) =>
        recordTimes({ store, guard, access, settings }, [
          { subject: aSubject({ kind: 'alert', id }), number, bucket: 0 },
        ]);
      const open = await appendSealed(store, aSubject({ kind: 'alert', id: 'open' }));
      const state = { tlp: 4 };
      const secret = await appendSealed(store, aSubject({ kind: 'alert', id: 'secret' }), { state });
      expect(await timesOf(open.number, 'open')).to.have.length(1);
      for (const [number, id] of [
        [open.number + 100, 'open'],
        [secret.number, 'secret'],
        [open.number, 'none'],
      ] as const) {
        expect(await timesOf(number, id), id).to.deep.equal([]);
      }
    }));

  it('are values, also those that were erased', () => {
    const entry = (change: Change, digests: object): Activity => ({
      ...{ id: 'e', seq: 1, subject: aSubject(), owner: 'cases', at: new Date(7), actor: anActor(), change },
      seal: { hash: '', digests: { ...digests } },
    });
    const steps = new FieldSteps('title', new Date(0));
    const snapshot = entry({ type: 'created', snapshot: {} }, { 'snapshot/title': 'x' });
    const erased = { at: new Date(7), value: { erased: true } };
    expect(steps.of(snapshot)).to.deep.equal([erased]);
    expect(steps.of(entry(aChange(), { after: 'x' }))).to.deep.equal([erased]);
    expect(steps.of(entry(aChange(), {}))).to.deep.equal([{ at: new Date(7), value: 'after' }]);
  });

  it('are days, also those before the year 1', () => {
    const days = new LocalDays('UTC');
    for (const date of ['0000-06-01', '0001-01-01', '0099-12-31', '9999-12-31']) {
      const instant = Date.parse(`${date}T12:00:00Z`);
      expect(dateText(days.dayOf(instant))).to.equal(date);
      expect(days.startOf(days.dayOf(instant))).to.equal(Date.parse(`${date}T00:00:00Z`));
    }
  });
});
