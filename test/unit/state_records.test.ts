import { expect } from 'chai';
import fc from 'fast-check';
import type { Change } from '../../server/domain/activity.js';
import { applyChanges } from '../../server/domain/changes.js';
import { RecordStates } from '../../server/services/history/state/record_states.js';
import { entryAt } from '../../server/services/entry_at.js';
import { codeOf } from '../contract/store_fixture.js';
import { erasedIn } from '../support/erasing.js';
import { aFieldChange } from '../support/field_changes.js';
import { keptHistory, openOwnStore } from '../support/kept_history.js';
import type { OwnStore } from '../support/kept_history.js';
import { erase } from '../support/log.js';
import { aChange } from '../support/records.js';

const LENGTH = 2_300;

describe('Records as their entries say they were', () => {
  let own: OwnStore;
  before(async () => (own = await openOwnStore()));
  after(() => own.end());

  /** Titles and states that are the `seq` of their entries. */
  const counted = (length: number, first: Change = aChange('1')): Change[] => [
    first,
    ...Array.from({ length: length - 1 }, (_, i) => aChange(String(i + 2), i % 2 === 0 ? 'title' : 'status')),
  ];

  it('are what applyChanges makes of the entries, wherever and in whatever order they are asked for', async () => {
    const changes = fc.sample(aFieldChange, LENGTH);
    const head = await keptHistory(own.store, changes);
    const states = new RecordStates(own.store);
    const places = [1_700, 1, 499, 500, 501, LENGTH, 999, 1_000, 1_001, 2_000, 1_700, 1_000];
    for (const seq of [...places, ...fc.sample(fc.integer({ min: 1, max: LENGTH }), 20)]) {
      const { state, ...rest } = await states.at(head, seq);
      expect(JSON.stringify(state)).to.equal(JSON.stringify(applyChanges({}, changes.slice(0, seq))));
      const { at } = await entryAt(own.store, head, seq);
      expect(rest).to.deep.equal({ seq, at, comments: [] });
    }
  });

  it('are kept at every thousandth entry until they are forgotten, also those that are being computed', async () => {
    const changes = [aChange('x', 'first'), aChange('name', 'reporter'), ...counted(LENGTH)];
    const head = await keptHistory(own.store, changes);
    const [states, late] = [new RecordStates(own.store), new RecordStates(own.store)];
    const reporter = async (of: RecordStates, seq: number) => (await of.at(head, seq)).state['reporter'];
    expect(await reporter(states, LENGTH)).to.equal('name');
    const begun = reporter(late, LENGTH);
    late.clear();
    expect(await begun).to.equal('name');
    const entry = await entryAt(own.store, head, 2);
    const activities = [erasedIn(entry, ['after'], aChange('-', 'reporter'))];
    await own.store.redact({ head, state: head.state, attachments: [], activities });
    expect(await reporter(late, LENGTH)).to.deep.equal({ erased: true });
    for (const seq of [1_000, 1_001, 2_000, LENGTH]) expect(await reporter(states, seq)).to.equal('name');
    states.clear();
    for (const seq of [1_000, LENGTH]) expect(await reporter(states, seq)).to.deep.equal({ erased: true });
  });

  it('give the event loop back after every 500 entries', async () => {
    const head = await keptHistory(own.store, counted(LENGTH));
    let [turns, ends] = [0, false];
    const count = (): void => {
      turns += 1;
      if (!ends) setImmediate(count);
    };
    setImmediate(count);
    await new RecordStates(own.store).at(head, LENGTH);
    ends = true;
    expect(turns).to.be.at.least(LENGTH / 500);
  });

  it('cannot be changed by whoever gets them', async () => {
    const head = await keptHistory(own.store, counted(1_000));
    const states = new RecordStates(own.store);
    const first = await states.at(head, 1_000);
    const { at } = first;
    const written = at.getTime();
    at.setTime(0);
    expect(() => Object.assign(first.state, { title: 'forged' })).to.throw(TypeError);
    expect((await states.at(head, 1_000)).at.getTime()).to.equal(written);
  });

  it('are not those of an earlier record of the same name', async () => {
    const states = new RecordStates(own.store);
    const head = await keptHistory(own.store, counted(1_000));
    expect((await states.at(head, 1_000)).state).to.include({ status: '999' });
    await erase(own.store, head.subject);
    expect(await codeOf(states.at(head, 999))).to.equal('RECORD_NOT_FOUND');
    const again = await keptHistory(own.store, [...counted(999), aChange('new', 'status')], head.subject);
    expect((await states.at(again, 1_000)).state).to.include({ status: 'new' });
  });

  it('are too much to ask for when more than 100,000 entries would have to be read', async () => {
    const head = { ...(await keptHistory(own.store, counted(2))), seq: 100_001 };
    expect(await codeOf(new RecordStates(own.store).at(head, 100_001))).to.equal('RANGE_TOO_LARGE');
  });

  it('are too much to ask for when they would fill the memory, but not when they have become small again', async () => {
    const text = '.'.repeat(1_000_000);
    const large = Array.from({ length: 70 }, (_, i) => aChange(text, `field ${String(i)}`));
    const small = Array.from({ length: 70 }, () => aChange(text, 'one field'));
    const states = new RecordStates(own.store);
    const [full, busy] = [await keptHistory(own.store, large), await keptHistory(own.store, small)];
    expect(await codeOf(states.at(full, 70))).to.equal('RANGE_TOO_LARGE');
    expect((await states.at(full, 60)).seq).to.equal(60);
    expect((await states.at(busy, 70)).state).to.deep.equal({ 'one field': text });
  });
});
