import { execFileSync } from 'node:child_process';
import { constants, closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { auditLines } from '../support/audit.js';
import type { Running } from '../support/cli.js';
import { listening, run } from '../support/cli.js';

describe('the audit log of the standalone host', function () {
  this.timeout(120_000);
  let cwd = '';
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-cli-'));
  });
  afterEach(() => rm(cwd, { recursive: true, force: true }));

  async function serve(audit: string, server = ''): Promise<Running> {
    const config = join(cwd, 'config.yaml');
    await writeFile(
      config,
      `server: { ${server} }\ncaseActivity: { audit: { enabled: true, ${audit} }, security: { enabled: true } }`,
    );
    return run(['serve', '--config', config, '--port', '0'], { cwd });
  }
  const refused = async (url: string): Promise<void> => {
    const response = await fetch(`${url}/v1/alerts/a`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(response.status).to.equal(401);
  };

  it('ends the start with 78 and the path of the key when its file cannot be opened', async () => {
    await mkdir(join(cwd, 'audit.log'));
    const served = await serve('file: ./audit.log');
    expect(await served.ended).to.equal(78);
    expect(served.stderr()).to.match(/audit\.file: cannot be opened: EISDIR/);
    expect(served.stdout()).to.equal('');
  });

  it('does not keep the process from ending when it is a pipe that is not read', async () => {
    const pipe = join(cwd, 'audit.log');
    execFileSync('mkfifo', [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const served = await serve('file: ./audit.log');
      const url = await listening(served);
      // More than a pipe holds.
      for (let i = 0; i < 20; i += 1) await Promise.all(Array.from({ length: 20 }, () => refused(url)));
      served.child.kill('SIGTERM');
      expect(await served.ended).to.equal(0);
      expect(served.stderr()).to.contain('Lines of the audit log are lost');
    } finally {
      closeSync(reader);
    }
  });

  for (const [server, address] of [
    ['', '127.0.0.1'],
    ['trustProxy: 1', '203.0.113.9'],
    ['trustProxy: [127.0.0.0/8]', '203.0.113.9'],
    ['trustProxy: [192.0.2.1]', '127.0.0.1'],
  ] as const) {
    it(`names ${address} as the client with the settings { ${server} }`, async () => {
      const served = await serve('file: ./audit.log', server);
      await refused(await listening(served));
      served.child.kill('SIGTERM');
      expect(await served.ended).to.equal(0);
      expect(auditLines(join(cwd, 'audit.log')).map(({ client }) => client?.ip)).to.deep.equal([address]);
    });
  }
});
