import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { listening, run } from '../support/cli.js';
import { halfSent, refusesConnections } from '../support/half_sent.js';

describe('the standalone host', function () {
  this.timeout(120_000);
  let cwd: string;
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-cli-'));
  });
  afterEach(() => rm(cwd, { recursive: true, force: true }));

  async function configured(yaml: string): Promise<string> {
    const file = join(cwd, 'config.yaml');
    await writeFile(file, yaml);
    return file;
  }

  it('serves a demo whose printed curl lines answer both seed endpoints, also when started again', async () => {
    const caseIds = [];
    for (let start = 0; start < 2; start += 1) {
      const demo = run(['serve', '--port', '0'], { cwd });
      const url = await listening(demo);
      const lines = [...demo.stdout().matchAll(/curl -u (\S+) (http:\S+)/g)];
      expect(lines).to.have.length(2);
      for (const [, user = '', address = ''] of lines) {
        expect(address.startsWith(url)).to.equal(true);
        const authorization = `Basic ${Buffer.from(user).toString('base64')}`;
        const response = await fetch(address, { headers: { authorization } });
        expect(response.status).to.equal(200);
        const body = (await response.json()) as { data?: unknown[] } | unknown[];
        expect(Array.isArray(body) ? body : body.data).to.have.length.greaterThan(3);
      }
      // The first thing to open, without credentials: the timelines of the case and the alert.
      const pages = [...demo.stdout().matchAll(/^ +(?:case|alert): +(http:\S+)$/gm)].map(
        ([, page = '']) => page,
      );
      expect(pages).to.have.length(2);
      expect(demo.stdout().indexOf(pages[0] ?? '')).to.be.below(demo.stdout().indexOf('curl'));
      for (const page of pages) {
        expect(page.startsWith(`${url}/api/activity/v1/timeline?`)).to.equal(true);
        const text = await (await fetch(page)).text();
        const { searchParams } = new URL(page);
        expect(text).to.contain(`record="${searchParams.get('record') ?? ''}" live`);
        const [, module = ''] = /src="([^"]+)"/.exec(text) ?? [];
        expect(await fetch(new URL(module, page))).to.have.property('status', 200);
      }
      caseIds.push(lines[0]?.[2]);
      demo.child.kill('SIGTERM');
      expect(await demo.ended).to.equal(0);
    }
    expect(new URL(caseIds[0] ?? '').pathname).to.equal(new URL(caseIds[1] ?? '').pathname);
  });

  it('answers unknown paths as Kibana does, with security headers, and logs no secrets', async () => {
    const config = await configured(
      'caseActivity: { storage: { kind: embedded, path: ./store }, security: { enabled: true } }',
    );
    const served = run(['serve', '--config', config, '--port', '0'], { cwd });
    const url = await listening(served);
    const unknown = await fetch(`${url}/nothing`);
    expect(unknown.status).to.equal(404);
    expect(await unknown.json()).to.deep.equal({ statusCode: 404, error: 'Not Found', message: 'Not Found' });
    expect(unknown.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(unknown.headers.get('x-powered-by')).to.equal(null);
    const headers = { authorization: 'Bearer hunter2', 'x-api-key': 'hunter3', cookie: 'sid=hunter4' };
    const refused = await fetch(`${url}/v1/alerts/a/activities`, { headers });
    expect(refused.status).to.equal(401);
    served.child.kill('SIGINT');
    expect(await served.ended).to.equal(0);
    expect(served.stderr())
      .to.contain('/v1/alerts/a/activities')
      .and.to.not.match(/hunter/);
    expect(served.stderr()).to.contain(refused.headers.get('x-request-id'));
  });

  it('warns when everybody who reaches it may do everything', async () => {
    const config = await configured('caseActivity: { security: { enabled: false } }');
    for (const [address, warned] of [
      ['127.0.0.1', false],
      ['0.0.0.0', true],
    ] as const) {
      const served = run(['serve', '--config', config, '--host', address, '--port', '0'], { cwd });
      await listening(served);
      served.child.kill('SIGTERM');
      expect(await served.ended).to.equal(0);
      expect(served.stderr().includes('security.enabled is false')).to.equal(warned);
    }
  });

  it('serves below its base path', async () => {
    const config = await configured(
      'server: { basePath: /security, port: 0 }\ncaseActivity: { security: { enabled: false } }',
    );
    const served = run(['serve', '--config', config], { cwd });
    const url = await listening(served);
    expect((await fetch(`${url}/security/healthz`)).status).to.equal(200);
    expect((await fetch(`${url}/healthz`)).status).to.equal(404);
    served.child.kill('SIGTERM');
    expect(await served.ended).to.equal(0);
  });

  it('takes bodies up to its configured limit', async () => {
    const config = await configured(
      'server: { maxBodyBytes: 200 }\ncaseActivity: { security: { enabled: false } }',
    );
    const served = run(['serve', '--config', config, '--port', '0'], { cwd });
    const url = await listening(served);
    const post = async (length: number): Promise<number> => {
      const body = JSON.stringify({ title: 'x', severity: 'low', description: 'y'.repeat(length) });
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${url}/v1/alerts`, { method: 'POST', headers, body })).status;
    };
    expect(await post(100)).to.equal(201);
    expect(await post(200)).to.equal(413);
    served.child.kill('SIGTERM');
    expect(await served.ended).to.equal(0);
  });

  it('finishes what is running before it ends, and takes nothing more', async () => {
    const config = await configured('caseActivity: { security: { enabled: false } }');
    const served = run(['serve', '--config', config, '--port', '0'], { cwd });
    const url = await listening(served);
    const writes = await Promise.all(Array.from({ length: 20 }, (_, i) => halfSent(`${url}/v1/alerts`, i)));
    served.child.kill('SIGTERM');
    await refusesConnections(url);
    expect(served.child.exitCode).to.equal(null);
    for (const { finish } of writes) finish();
    const answers = await Promise.all(writes.map(({ answered }) => answered));
    expect(answers).to.deep.equal(answers.map(() => 201));
    expect(await served.ended).to.equal(0);
    const again = run(['serve', '--config', config, '--port', '0'], { cwd });
    const found = await fetch(`${await listening(again)}/v1/alerts/a-19`);
    expect(found.status).to.equal(200);
    again.child.kill('SIGTERM');
    expect(await again.ended).to.equal(0);
  });

  it('prints every fault of its configuration with its path and exits 78', async () => {
    const config = await configured(
      'server: { port: many }\ncaseActivity: { storage: { kind: tape }, extra: 1 }',
    );
    const served = run(['serve', '--config', config], { cwd });
    expect(await served.ended).to.equal(78);
    expect(served.stderr()).to.contain('server.port').and.contain('storage.kind').and.contain('extra');
  });

  for (const [what, yaml] of [
    ['is missing', undefined],
    ['is no YAML', 'a: [b'],
  ] as const) {
    it(`exits 78 when the configuration file ${what}`, async () => {
      const config = yaml === undefined ? join(cwd, 'missing.yaml') : await configured(yaml);
      const served = run(['serve', '--config', config], { cwd });
      expect(await served.ended).to.equal(78);
      expect(served.stderr()).to.contain(config);
    });
  }

  it('exits 69 when the store cannot be opened', async () => {
    const config = await configured('caseActivity: { storage: { kind: embedded, path: ./config.yaml } }');
    const served = run(['serve', '--config', config, '--port', '0'], { cwd });
    expect(await served.ended).to.equal(69);
    expect(served.stdout()).to.equal('');
  });

  it('exits 1 and says why when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const config = await configured('caseActivity: { security: { enabled: false } }');
    const served = run(['serve', '--config', config, '--port', String(port)], { cwd });
    expect(await served.ended).to.equal(1);
    expect(served.stderr()).to.match(
      /^case-activity: 127\.0\.0\.1:\d+ is in use by another program \(EADDRINUSE\); .*\n$/,
    );
    await new Promise((resolve) => other.close(resolve));
  });
});
