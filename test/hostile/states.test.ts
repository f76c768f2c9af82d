import { expect } from 'chai';
import type { Change } from '../../server/domain/activity.js';
import type { RecordHead } from '../../server/domain/record.js';
import { RecordStates } from '../../server/services/history/state/record_states.js';
import { stateDiff } from '../../server/services/history/state/state_diff.js';
import { codeOf } from '../contract/store_fixture.js';
import { longestDelay } from '../support/event_loop_delay.js';
import { keptHistory, openOwnStore } from '../support/kept_history.js';
import type { OwnStore } from '../support/kept_history.js';
import { aChange } from '../support/records.js';

const LENGTH = 20_000;
const FIELDS = 500;
const OBSERVABLES = 5_000;
const MOST_DELAY = 200;
/** Of a history that is longer than what one state is computed from. */
const TOO_LONG = 101_000;

/** What a record was is computed from its entries: however many there are, nobody else is kept waiting. */
describe('The states of records with long histories', function () {
  this.timeout(120_000);
  let own: OwnStore;
  let large: RecordHead;
  before(async () => {
    own = await openOwnStore();
    large = await keptHistory(own.store, largeChanges());
  });
  after(() => own.end());

  it('keep nobody waiting when the last of 20,000 entries on a large state is wanted', async () => {
    const states = new RecordStates(own.store);
    const delay = await longestDelay(async () => {
      const { state, comments } = await states.at(large, large.seq);
      expect(state['tags']).to.have.length((LENGTH / 4) * 0.9);
      expect(state['observables']).to.have.length(OBSERVABLES - (LENGTH / 4) * 0.1);
      expect(Object.keys(state)).to.have.length(FIELDS + 3);
      expect(comments).to.have.length(LENGTH / 4);
    });
    expect(delay, 'milliseconds without a turn of the event loop').to.be.below(MOST_DELAY);
  });

  it('keep nobody waiting when the last one is compared with the first', async () => {
    const states = new RecordStates(own.store);
    const delay = await longestDelay(async () => {
      const { changes, comments } = await stateDiff(states, large, { from: 1, to: large.seq });
      expect(changes.length).to.be.above(FIELDS);
      expect(comments.created).to.have.length(LENGTH / 4);
    });
    expect(delay, 'milliseconds without a turn of the event loop').to.be.below(MOST_DELAY);
  });

  it('can be asked for behind 100,000 entries as far as one before is known', async () => {
    const head = await keptHistory(
      own.store,
      Array.from({ length: TOO_LONG }, (_, i) => aChange(String(i + 1))),
    );
    const states = new RecordStates(own.store);
    expect(await codeOf(states.at(head, TOO_LONG))).to.equal('RANGE_TOO_LARGE');
    expect(await codeOf(stateDiff(states, head, { from: 0, to: 100_001 }))).to.equal('RANGE_TOO_LARGE');
    expect((await states.at(head, 1_000)).state).to.deep.equal({ title: '1000' });
    expect((await states.at(head, TOO_LONG)).state).to.deep.equal({ title: String(TOO_LONG) });
    expect(await codeOf(new RecordStates(own.store).at(head, 100_001))).to.equal('RANGE_TOO_LARGE');
  });
});

/** A fourth each: tags that grow one by one, a field of many, one of its members, comments. */
function largeChanges(): Change[] {
  const fields = Array.from({ length: FIELDS }, (_, i) => [fieldAt(i), '.'.repeat(4_000)] as const);
  const observables = Array.from({ length: OBSERVABLES }, (_, i) => anObservable(i));
  const snapshot = { ...Object.fromEntries(fields), observables };
  const changes = Array.from({ length: LENGTH }, (_, i) => smallChange(i, Math.floor(i / 4)));
  return [{ type: 'created', snapshot }, ...changes];
}

function smallChange(place: number, i: number): Change {
  switch (place % 4) {
    case 0:
      return { ...aChange(String(i).padEnd(4_000, '.'), fieldAt(i % FIELDS)) };
    case 1:
      return { type: 'field', field: 'custom', key: `key ${String(i)}`, before: null, after: i };
    case 2:
      return {
        ...{ type: 'comment', verb: 'created', commentId: String(i) },
        comment: { type: 'user', comment: 'text' },
      };
    default:
      return i % 10 === 9
        ? { type: 'items', field: 'observables', verb: 'removed', items: [anObservable(i)] }
        : { type: 'items', field: 'tags', verb: 'added', items: [`tag ${String(i)}`] };
  }
}

function fieldAt(i: number): string {
  return `field ${String(i)}`;
}

function anObservable(i: number): { readonly type: string; readonly value: string } {
  return { type: 'url', value: `https://example.org/${String(i)}` };
}
