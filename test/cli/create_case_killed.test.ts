import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Alert, AlertCase } from '../../common/casebender.js';
import type { Running } from '../support/cli.js';
import { listening, run } from '../support/cli.js';

const ALERTS = 100;
const CASES = 4;
const CONFIG =
  'caseActivity: { storage: { kind: embedded, path: ./store }, security: { enabled: false }, log: false }';

describe('cases from alerts in the middle of which the host is killed', function () {
  this.timeout(180_000);
  let cwd: string;
  let running: Running;
  let url = '';
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-cli-'));
    await writeFile(join(cwd, 'config.yaml'), CONFIG);
    await start();
  });
  afterEach(async () => {
    await kill();
    await rm(cwd, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    running = run(['serve', '--config', join(cwd, 'config.yaml'), '--port', '0'], { cwd });
    url = await listening(running);
  }
  async function kill(): Promise<void> {
    running.child.kill('SIGKILL');
    await running.ended;
  }

  const headers = { 'content-type': 'application/json', 'kbn-xsrf': '1' };
  const send = (method: string, path: string, body?: object, more = {}): Promise<Response> =>
    fetch(url + path, {
      method,
      headers: { ...headers, ...more },
      ...(body && { body: JSON.stringify(body) }),
    });
  const create = (ids: readonly string[], key: string) =>
    send(
      'POST',
      '/v1/alerts/create-case',
      { title: 'T', severity: 1, alert_ids: ids },
      { 'idempotency-key': key },
    );
  const idIn = async (answer: Response): Promise<string> => {
    expect(answer.status).to.equal(201);
    return ((await answer.json()) as { data: AlertCase }).data.case_id;
  };
  const caseOf = async (id: string): Promise<string | null> =>
    ((await (await send('GET', `/v1/alerts/${id}`)).json()) as { data: Alert }).data.case_id;
  const isThere = async (id: string): Promise<boolean> =>
    (await send('GET', `/api/cases/${id}`)).status === 200;
  const remove = (...ids: readonly string[]): Promise<Response> =>
    send('DELETE', `/api/cases?ids=${encodeURIComponent(JSON.stringify(ids))}`);

  async function someAlerts(prefix: string): Promise<string[]> {
    const ids = Array.from({ length: ALERTS }, (_, i) => `${prefix}${String(i)}`);
    for (const id of ids) await send('POST', '/v1/alerts', { id, title: 'T', severity: 1 });
    return ids;
  }

  it('have all of their alerts or there is none, and are completed when they are asked for again', async () => {
    const ids = await someAlerts('a');
    for (const [i, delay] of [0, 5, 10, 20, 40, 80].entries()) {
      const key = `key-${String(i)}`;
      create(ids, key).catch(() => undefined);
      await sleep(delay);
      await kill();
      await start();
      const found = new Set<string | null>();
      for (const id of ids) found.add(await caseOf(id));
      expect(found.size).to.equal(1);
      const [before = null] = found;
      if (before !== null) expect(await isThere(before)).to.equal(true);
      const again = await create(ids, key);
      expect(again.headers.get('idempotency-replayed')).to.equal(before === null ? null : 'true');
      const id = await idIn(again);
      expect(before ?? id).to.equal(id);
      for (const alert of ids) expect(await caseOf(alert)).to.equal(id);
      expect((await remove(id)).status).to.equal(204);
    }
  });

  it('leave no alert with a case that is gone while many are deleted', async () => {
    const cases: [string, string[]][] = [];
    for (let i = 0; i < CASES; i += 1) {
      const ids = await someAlerts(`${String(i)}-`);
      cases.push([await idIn(await create(ids, String(i))), ids]);
    }
    const all = cases.map(([id]) => id);
    remove(...all).catch(() => undefined);
    while ((await caseOf('0-0')) !== null);
    await kill();
    await start();
    const left: string[] = [];
    for (const [id, ids] of cases) {
      const there = await isThere(id);
      if (there) left.push(id);
      for (const alert of ids) expect(await caseOf(alert)).to.be.oneOf(there ? [id, null] : [null]);
    }
    // All or none of them, and it can be gone on with.
    expect(left).to.deep.equal(left.length === 0 ? [] : all);
    if (left.length > 0) expect((await remove(...all)).status).to.equal(204);
    for (const [id, ids] of cases) {
      expect(await isThere(id)).to.equal(false);
      for (const alert of ids) expect(await caseOf(alert)).to.equal(null);
    }
  });
});
