import { expect } from 'chai';
import type { Change } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { SpaceFilter } from '../../server/services/history/space_filter.js';
import { codeOf } from '../contract/store_fixture.js';
import { appendSealed, erase } from '../support/log.js';
import { aChange, anActor, aSubject } from '../support/records.js';
import { aReader, onOwnStore, spaceHistories } from '../support/space_histories.js';

const AT = Date.UTC(2026, 2, 4);

interface Entry {
  readonly owner?: string;
  readonly kind?: string;
  readonly minute?: number;
  readonly tlp?: number;
  readonly changes?: readonly Change[];
  readonly deleted?: boolean;
}

async function write(store: ActivityStore, id: string, over: Entry = {}): Promise<void> {
  const {
    owner = 'cases',
    kind = 'alert',
    minute = 0,
    tlp = 0,
    changes = [aChange()],
    deleted = false,
  } = over;
  const at = new Date(AT + minute * 60_000);
  const state = { tlp, pap: 0 };
  await appendSealed(store, aSubject({ kind, id }), { owner, at, state, changes, deleted });
}

const seen = async (store: ActivityStore, owners: readonly string[], filter: SpaceFilter = {}) => {
  const { histories, audit } = spaceHistories(store);
  const access = aReader(owners);
  const page = await histories.byTime(access, { filter, order: 'desc', limit: 50 });
  const log = await histories.log(access, { filter, start: 0, limit: 50 });
  const ids = page.entries.map(({ entry }) => entry.subject.id);
  expect([...ids].sort()).to.deep.equal(log.entries.map(({ entry }) => entry.subject.id).sort());
  return { ids, page, log, audit };
};

describe('who sees what of the history of a space', () => {
  it('refuses whoever may read the records of no owner, and has it audited', () =>
    onOwnStore(async (store) => {
      const { histories, audit } = spaceHistories(store);
      const access = aReader([]);
      const input = { filter: {}, order: 'desc', limit: 9 } as const;
      expect(await codeOf(histories.byTime(access, input))).to.equal('FORBIDDEN');
      expect(await codeOf(histories.log(access, { filter: {}, start: 0, limit: 9 }))).to.equal('FORBIDDEN');
      expect(audit.events.map(({ message }) => message)).to.deep.equal([
        'Failed attempt to access a activity as any owners',
      ]);
    }));

  it('adds nothing of an owner that may not be read, and is at the end when no owner is left', () =>
    onOwnStore(async (store) => {
      await write(store, 'mine');
      await write(store, 'theirs', { owner: 'observability', minute: 1 });
      const owners = ['observability', 'cases'];
      expect((await seen(store, ['cases'], { owners })).ids).to.deep.equal(['mine']);
      const { page, log } = await seen(store, ['cases'], { owners: ['observability'] });
      expect(page).to.deep.equal({ entries: [], complete: true });
      expect(log).to.deep.equal({ entries: [], complete: true, size: 2, start: 0, end: 2 });
    }));

  it('tells of no time at which nothing that the caller may see has happened', () =>
    onOwnStore(async (store) => {
      await write(store, 'mine', { minute: 5 });
      for (const minute of [1, 9]) await write(store, 'theirs', { owner: 'observability', minute });
      for (const filter of [
        {},
        { actors: ['ana.garcia'] },
        { q: 'nowhere' },
        { actors: ['ana.garcia'], q: 'x' },
      ]) {
        const { page } = await seen(store, ['cases'], filter);
        expect(page.oldestScanned).to.deep.equal(new Date(AT + 5 * 60_000));
      }
      const { page } = await seen(store, ['spare'], { actors: ['ana.garcia'] });
      expect(page).to.deep.equal({ entries: [], complete: true });
    }));

  it('leaves out what is above the clearance, and shows what was deleted', () =>
    onOwnStore(async (store) => {
      await write(store, 'secret', { tlp: 3 });
      await write(store, 'open', { minute: 1 });
      await write(store, 'deleted', { minute: 2, deleted: true, changes: [{ type: 'deleted' }] });
      const { ids, log } = await seen(store, ['cases']);
      expect(ids).to.deep.equal(['deleted', 'open']);
      expect(log.end).to.equal(3);
    }));

  it('goes past records that are erased, also when another has their name', () =>
    onOwnStore(async (store) => {
      await write(store, 'gone', { changes: [aChange(), aChange()] });
      await write(store, 'again', { changes: [aChange('first'), aChange('second')] });
      await store.log.catchUp('default');
      for (const id of ['gone', 'again']) await erase(store, aSubject({ kind: 'alert', id }));
      await write(store, 'again', { changes: [aChange('anew')] });
      const { page, log } = await seen(store, ['cases']);
      expect(page.entries.map(({ entry }) => entry.change)).to.deep.equal([aChange('anew')]);
      expect(log).to.include({ size: 5, end: 5, complete: true });
    }));

  it('has each record audited once of which something is shown, and no other', () =>
    onOwnStore(async (store) => {
      for (let minute = 0; minute < 4; minute += 1) {
        await write(store, 'shown', { minute });
        await write(store, 'secret', { minute, tlp: 3 });
        await write(store, 'other', { minute, kind: 'server' });
      }
      const { audit } = await seen(store, ['cases'], { kinds: ['alert'] });
      expect(audit.events.map(({ message }) => message)).to.deep.equal([
        'User has accessed activity [id=shown] as owner "cases"',
      ]);
    }));

  it('begins behind the end of the log without a fault, and polls from there', () =>
    onOwnStore(async (store) => {
      await write(store, 'one');
      const { histories } = spaceHistories(store);
      const page = await histories.log(aReader(['cases']), { filter: {}, start: 7, limit: 5 });
      expect(page).to.deep.equal({ entries: [], size: 1, start: 7, end: 7, complete: true });
    }));

  it('is not there where no log is kept', () =>
    onOwnStore(
      async (store) => {
        const { histories } = spaceHistories(store);
        const access = aReader(['cases']);
        const input = { filter: {}, order: 'desc', limit: 9 } as const;
        expect(await codeOf(histories.byTime(access, input))).to.equal('LOG_DISABLED');
        expect(await codeOf(histories.log(access, { filter: {}, start: 0, limit: 9 }))).to.equal(
          'LOG_DISABLED',
        );
      },
      { log: false },
    ));

  it('finds an actor among others by the whole name', () =>
    onOwnStore(async (store) => {
      const subject = aSubject({ kind: 'server' });
      for (const username of ['bo', 'Bo', 'bob', 'bo ']) {
        await appendSealed(store, subject, { actor: anActor({ username }) });
      }
      const { page } = await seen(store, ['cases'], { actors: ['bo', 'bo', 'nobody'] });
      expect(page.entries.map(({ entry }) => entry.actor.username)).to.deep.equal(['bo']);
    }));
});
