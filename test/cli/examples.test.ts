import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { listening, runSource } from '../support/cli.js';

describe('examples/host.ts', function () {
  this.timeout(30_000);

  it('records changes of its own servers and answers them to its own users only', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'case-activity-example-'));
    const program = fileURLToPath(new URL('../../examples/host.ts', import.meta.url));
    const host = runSource([program], { cwd, env: { PORT: '0' } });
    try {
      const url = await listening(host);
      const history = `${url}/api/cases/db-3/user_actions`;
      expect((await fetch(history)).status).to.equal(401);
      const answer = await fetch(history, { headers: { 'x-user': 'mira' } });
      expect(await answer.json()).to.have.length(3);
      expect(await (await fetch(url)).text()).to.contain('of its own');
    } finally {
      host.child.kill('SIGTERM');
      expect(await host.ended).to.equal(0);
      await rm(cwd, { recursive: true, force: true });
    }
  });
});
