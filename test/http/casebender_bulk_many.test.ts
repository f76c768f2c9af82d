import { expect } from 'chai';
import type { Response } from 'supertest';
import type { AlertBulkResult } from '../../common/casebender.js';
import { MAX_SEQ } from '../../common/constants.js';
import { AlertClient, BOSS, startAlertHost } from '../support/casebender.js';
import { longestBusyDelay } from '../support/event_loop_delay.js';
import type { TestHost } from '../support/host.js';
import { lengthen } from '../support/long_history.js';

const ALERTS = 500;
/** What is wrong with each tenth goes round. */
const FULL = 3;
const MISSING = 4;
const KINDS = 5;

describe('one change of 500 alerts, of which every tenth cannot have it', function () {
  this.timeout(120_000);
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost({ config: { log: false } });
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());

  const subjectOf = (id: string) => ({ space: 'default', kind: 'alert', id });

  /** Ids of the request. */
  async function recorded(): Promise<readonly string[]> {
    const ids: string[] = [];
    const wrong = [
      { tlp: 4 },
      { owner: 'observability' },
      { tags: Array.from({ length: 100 }, (_, i) => `t${String(i)}`) },
    ];
    for (let i = 0; i < ALERTS; i += 1) {
      const kind = (i / 10) % KINDS;
      const id = kind === MISSING ? `none-${String(i)}` : (await boss.create(wrong[kind] ?? {})).id;
      if (kind === FULL) await lengthen(host.storage, subjectOf(id), MAX_SEQ - 1);
      ids.push(id);
    }
    return ids;
  }

  it('is counted exactly, has its entries, and holds nobody up', async () => {
    const ids = await recorded();
    const ana = new AlertClient(host, { username: 'ana', roles: ['writer'] });
    const body = { ids, updates: { status: 'closed', severity: 'low', tags: ['x', 'y'] } };
    let answer: Response | undefined;
    const start = performance.now();
    const delay = await longestBusyDelay(async () => {
      answer = await ana.send('post', '/alerts/_bulk', { body });
    });
    const took = performance.now() - start;
    const failed = ids.filter((_, i) => i % 10 === 0);
    const data: AlertBulkResult = {
      ...{ updated_count: ALERTS - failed.length, failed_count: failed.length, failed_ids: failed },
    };
    expect(answer?.body).to.deep.equal({ status: 'success', data });
    // Far more than the 50 ms that are allowed, as the machine may do other things.
    expect(delay, `of ${String(took)} ms`).to.be.below(500);
    for (const [i, id] of ids.entries()) {
      const kind = (i / 10) % KINDS;
      if (kind === MISSING) continue;
      if (kind === FULL) {
        const { headers } = await boss.get(`/alerts/${id}/activities?page=2147483647`);
        expect(headers['x-total-count'], id).to.equal(String(MAX_SEQ - 1));
        continue;
      }
      const told = (await boss.activities(id, '?lang=en')).map(({ username, body: text }) => [
        username,
        text,
      ]);
      const changes = [
        ['ana', "Added tags 'x', 'y'"],
        ['ana', "Changed severity from 'high' to 'low'"],
        ['ana', "Changed status from 'open' to 'closed'"],
      ];
      expect(told.slice(0, -1), id).to.deep.equal(i % 10 === 0 ? [] : changes);
    }
  });
});
