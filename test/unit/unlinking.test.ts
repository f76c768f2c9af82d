import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ALERT_KIND, MAX_SEQ } from '../../common/constants.js';
import type { JsonObject } from '../../server/domain/json.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { withCase } from '../../server/services/links/linked_alerts.js';
import { unlinking } from '../../server/services/links/unlinking.js';
import type { PresentHead } from '../../server/services/record_guard.js';
import { present } from '../../server/services/record_guard.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { aCreation, anActor, aSubject } from '../support/records.js';

const BYLINE = { actor: anActor(), at: new Date('2026-03-01T10:00:00.000Z') };

describe('what one commit can unlink', () => {
  let path: string;
  let store: ActivityStore;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'case-activity-'));
    store = await openEmbeddedStore({ path });
  });
  afterEach(async () => {
    await store.close();
    await rm(path, { recursive: true, force: true });
  });

  async function recorded(kind: string, id: string, state: JsonObject): Promise<PresentHead> {
    const subject = aSubject({ kind, id });
    await store.commit([aCreation(subject, { state })]);
    const head = present(await store.head(subject));
    if (head === undefined) throw new Error('It was not recorded.');
    return head;
  }

  /** A case with that many alerts, each with a text of this length. */
  async function aCase(id: string, alerts: number, characters = 0): Promise<PresentHead> {
    const ids = Array.from({ length: alerts }, (_, i) => `${id}-${String(i)}`);
    const state = { case_id: id, description: 'x'.repeat(characters) };
    for (const alert of ids) await recorded(ALERT_KIND, alert, state);
    return recorded('case', id, { alert_ids: ids });
  }

  /** Numbers of the alerts that each commit unlinks until none is left. */
  async function commits(cases: readonly PresentHead[]): Promise<readonly number[]> {
    const done = new Set<string>();
    const sizes: number[] = [];
    for (;;) {
      const part = await unlinking(store, cases, done, BYLINE);
      sizes.push(part.writes.length);
      await store.commit(part.writes);
      for (const link of part.done) done.add(link);
      if (part.complete) return sizes;
    }
  }

  it('is 100 alerts, of whatever cases', async () => {
    const cases = [await aCase('a', 60), await aCase('b', 60), await aCase('c', 5)];
    expect(await commits(cases)).to.deep.equal([100, 25]);
    expect(await commits(cases)).to.deep.equal([0]);
    for (const id of ['a-0', 'b-39', 'b-40', 'c-4']) {
      const head = await store.head(aSubject({ kind: ALERT_KIND, id }));
      expect(head).to.deep.include({ seq: 2, revision: 2 });
      expect(head?.state['case_id']).to.equal(null);
    }
  });

  it('is 4 Mi characters, and one alert however large it is', async () => {
    expect(await commits([await aCase('a', 9, 1_000_000)])).to.deep.equal([4, 4, 1]);
    expect(await commits([await aCase('b', 2, 5_000_000)])).to.deep.equal([1, 1]);
  });

  it('is nothing of a case without alerts, or with a field that is none of ours', async () => {
    for (const ids of [null, 'a-0', { 'a-0': 1 }, [1, null], ['none']]) {
      const found = await recorded('case', JSON.stringify(ids), { alert_ids: ids });
      expect(await commits([found])).to.deep.equal([0]);
    }
  });

  it('is refused when an alert has no room for the entry', () => {
    const { head } = aCreation(aSubject({ kind: ALERT_KIND }), { state: { case_id: 'c' } });
    const full: RecordHead = { ...head, seq: MAX_SEQ - 1 };
    expect(() => withCase(full, null, BYLINE)).to.throw('The history of the record is full.');
    expect(withCase(full, 'c', BYLINE)).to.deep.equal([]);
    expect(withCase({ ...full, seq: MAX_SEQ - 2 }, null, BYLINE)).to.have.length(1);
  });
});
