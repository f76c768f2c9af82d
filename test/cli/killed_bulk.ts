import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AlertActivity, AlertBulkResult } from '../../common/casebender.js';
import { ROLES } from '../support/casebender.js';
import type { Running } from '../support/cli.js';
import { listening, run } from '../support/cli.js';
import { keyHash } from '../support/passwords.js';

const ALERTS = 500;
const FAILING = ALERTS / 10;
const FULL = Array.from({ length: 100 }, (_, i) => `t${String(i)}`);
/** What is wrong with each tenth goes round; of the others nothing is. */
const WRONG = ['missing', { owner: 'observability' }, { tags: FULL }] as const;

const key = (role: string) => ({ id: role, name: role, keyHash: keyHash(`cbr_live_${role}`), roles: [role] });
const SECURITY = {
  roles: ROLES,
  apiKeys: [key('superuser'), key('writer')].map((one) => ({ ...one, tier: 'unlimited' })),
};

/** A storage as the configuration has it, and the environment that it is read in. */
interface Storage {
  readonly storage: object;
  readonly env: Readonly<Record<string, string>>;
}

/** The same request with a key, before and behind the death of the process in the middle of it. */
export function describeKilledBulk({ storage, env }: Storage): void {
  let cwd: string;
  let running: Running;
  let url = '';
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-cli-'));
    const config = { caseActivity: { storage, security: SECURITY, log: false } };
    // JSON is YAML.
    await writeFile(join(cwd, 'config.yaml'), JSON.stringify(config));
    await start();
  });
  afterEach(async () => {
    running.child.kill('SIGKILL');
    await running.ended;
    await rm(cwd, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    running = run(['serve', '--config', join(cwd, 'config.yaml'), '--port', '0'], { cwd, env });
    url = `${await listening(running)}/v1/alerts`;
  }

  const headers = { 'content-type': 'application/json', authorization: 'Bearer cbr_live_superuser' };
  const send = (method: string, path: string, body: object, more = {}): Promise<Response> =>
    fetch(url + path, { method, headers: { ...headers, ...more }, body: JSON.stringify(body) });
  const read = (path: string): Promise<Response> => fetch(url + path, { headers });
  const writer = { authorization: 'Bearer cbr_live_writer' };
  const bulk = (body: object) => send('POST', '/_bulk', body, { ...writer, 'idempotency-key': 'the-key' });
  const closed = async (): Promise<number> =>
    Number((await read('?status=closed&limit=1')).headers.get('x-total-count'));
  const told = async (id: string): Promise<string[]> => {
    const { data } = (await (await read(`/${id}/activities`)).json()) as { data: AlertActivity[] };
    return data.map(({ action, fieldName }) => `${action} ${String(fieldName)}`);
  };

  /** Ids of the request. */
  async function recorded(): Promise<readonly string[]> {
    const ids = Array.from({ length: ALERTS }, (_, i) => `a${String(i)}`);
    for (const [i, id] of ids.entries()) {
      const wrong = i % 10 === 5 ? WRONG[((i - 5) / 10) % WRONG.length] : {};
      if (wrong === 'missing') continue;
      const created = await send('POST', '', { id, title: 'T', severity: 1, ...wrong });
      expect(created.status).to.equal(201);
    }
    return ids;
  }

  it('is completed when it is sent again, and doubles nothing', async () => {
    const ids = await recorded();
    const failing = ids.filter((_, i) => i % 10 === 5);
    const body = { ids, updates: { status: 'closed', tags: ['x'] } };

    const broken = bulk(body).then(
      () => 'answered',
      () => 'broken',
    );
    while ((await closed()) < FAILING);
    running.child.kill('SIGKILL');
    expect(await broken).to.equal('broken');
    await running.ended;

    await start();
    const before = await closed();
    expect(before).to.be.within(FAILING, ALERTS - FAILING - 1);
    // What another one does in between is not done over.
    await send('PATCH', '/a0', { title: 'U', status: 'in_progress' });

    const data: AlertBulkResult = {
      ...{ updated_count: ALERTS - FAILING, failed_count: FAILING, failed_ids: failing },
    };
    const answers = [await bulk(body), await bulk(body)];
    for (const answer of answers) {
      expect([answer.status, await answer.json()]).to.deep.equal([200, { status: 'success', data }]);
    }
    expect(answers.map((answer) => answer.headers.get('idempotency-replayed'))).to.deep.equal([null, 'true']);
    for (const [i, id] of ids.entries()) {
      const own = ['added tags', 'updated status', 'created null'];
      if (id === 'a0') expect(await told(id)).to.deep.equal(['updated status', 'updated title', ...own]);
      else if (!failing.includes(id)) expect(await told(id), id).to.deep.equal(own);
      else if (((i - 5) / 10) % WRONG.length > 0) expect(await told(id), id).to.deep.equal(['created null']);
    }
    expect(await closed()).to.equal(ALERTS - FAILING - 1);
  });
}
