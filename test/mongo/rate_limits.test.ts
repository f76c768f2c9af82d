import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Running } from '../support/cli.js';
import { listening, run } from '../support/cli.js';
import { keyHash } from '../support/passwords.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';

const KEY = 'cbr_live_shared';
const LIMIT = 400;

describe('rate limits across processes (C12)', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  let cwd: string;
  let hosts: readonly Running[] = [];
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-rates-'));
    const apiKeys = [{ id: 'k', name: 'k', roles: ['superuser'], tier: 'basic', keyHash: keyHash(KEY) }];
    const casebender = { rateLimits: { basic: { burst: 10_000, minute: 10_000, hour: LIMIT } } };
    const storage = { kind: 'mongodb', uri: serverUri(), database };
    const config = { caseActivity: { storage, security: { apiKeys }, casebender } };
    await writeFile(join(cwd, 'config.json'), JSON.stringify(config));
  });
  after(async () => {
    for (const { child } of hosts) child.kill('SIGTERM');
    await Promise.all(hosts.map(({ ended }) => ended));
    await rm(cwd, { recursive: true, force: true });
    await dropDatabase(database);
  });

  it('let as many requests through two processes as through one', async () => {
    hosts = [0, 1].map(() => run(['serve', '--config', 'config.json', '--port', '0'], { cwd }));
    const urls = await Promise.all(hosts.map(listening));
    // All within one hour of the clock.
    const left = 3_600_000 - (Date.now() % 3_600_000);
    if (left < 60_000) await sleep(left + 1_000);
    const statuses = new Map<number, number>();
    const remaining = new Set<string>();
    await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        for (let n = 0; n < LIMIT / 5; n += 1) {
          const answer = await fetch(`${urls[i % 2] ?? ''}/v1/alerts/nobody`, {
            headers: { 'x-api-key': KEY },
          });
          await answer.text();
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          if (answer.status === 404) remaining.add(answer.headers.get('ratelimit') ?? '');
        }
      }),
    );
    expect([...statuses].sort()).to.deep.equal([
      [404, LIMIT],
      [429, LIMIT],
    ]);
    expect(remaining.size).to.equal(LIMIT);
    for (const host of hosts) expect(host.stderr()).to.not.include('alone');
  });
});
