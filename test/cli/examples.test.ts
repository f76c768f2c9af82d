import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { listening, runSource } from '../support/cli.js';

/** What a visitor of an example does; called once per start. */
const EXAMPLES: Readonly<Record<string, (url: string, start: number) => Promise<void>>> = {
  'host.ts': async (url, start) => {
    const history = `${url}/api/cases/db-3/user_actions`;
    expect((await fetch(history)).status).to.equal(401);
    const answer = await fetch(history, { headers: { 'x-user': 'mira' } });
    expect(await answer.json()).to.have.length(1 + 2 * start);
  },
  'express4.ts': async (url, start) => {
    const headers = { 'x-api-key': 'cbr_live_change-me', 'content-type': 'application/json' };
    const body = JSON.stringify({ id: `a-${String(start)}`, title: 'Port scan', severity: 'low' });
    const alerts = `${url}/history/v1/alerts`;
    expect((await fetch(alerts, { method: 'POST', headers, body })).status).to.equal(201);
    const answer = await fetch(`${alerts}/a-1/activities?lang=en`, { headers });
    expect(await answer.json())
      .to.have.property('data')
      .that.has.length(1);
    expect((await fetch(`${alerts}/a-1/activities`)).status).to.equal(401);
  },
  'nest.ts': async (url) => {
    const opened = await fetch(`${url}/tickets`, { method: 'POST' });
    const { id } = (await opened.json()) as { readonly id: string };
    const history = `${url}/api/cases/${id}/user_actions`;
    const answer = await fetch(history, { headers: { authorization: 'Bearer change-me' } });
    expect(await answer.json()).to.have.nested.property('[0].type', 'create_case');
    expect((await fetch(history)).status).to.equal(401);
  },
};

describe('the examples', function () {
  this.timeout(120_000);

  for (const [name, visit] of Object.entries(EXAMPLES)) {
    it(`${name} records and answers, also when it is started again, and leaves the host its routes`, async () => {
      const cwd = await mkdtemp(join(tmpdir(), 'case-activity-example-'));
      const program = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
      // tsx looks for the compiler's options where it is started.
      const env = {
        PORT: '0',
        TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
      };
      try {
        for (const start of [1, 2]) {
          const host = runSource([program], { cwd, env });
          try {
            const url = await listening(host);
            await visit(url, start);
            expect(await (await fetch(url)).text()).to.contain('of its own');
          } finally {
            host.child.kill('SIGTERM');
            expect(await host.ended).to.equal(0);
          }
        }
      } finally {
        await rm(cwd, { recursive: true, force: true });
      }
    });
  }
});
