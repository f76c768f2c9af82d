import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { listening, run } from '../support/cli.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';
import { TcpProxy } from './tcp_proxy.js';

const HEADERS = { 'content-type': 'application/json', 'kbn-xsrf': 'test' };

describe('the standalone host on MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  let cwd: string;
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-mongo-'));
  });
  after(async () => {
    await rm(cwd, { recursive: true, force: true });
    await dropDatabase(database);
  });

  it('starts without its database, says that it is not ready, and works as soon as it is there', async () => {
    const proxy = new TcpProxy(serverUri());
    await proxy.listen(0);
    const uri = proxy.uri;
    await proxy.close();
    await writeFile(
      join(cwd, 'config.yaml'),
      `caseActivity:
  storage: { kind: mongodb, uri: { env: TEST_MONGODB_URI }, database: ${database} }
  security: { enabled: false }
`,
    );
    const host = run(['serve', '--config', 'config.yaml', '--port', '0'], {
      cwd,
      env: { TEST_MONGODB_URI: uri },
    });
    const url = await listening(host);
    expect((await fetch(`${url}/healthz`)).status).to.equal(200);
    const away = await fetch(`${url}/readyz`);
    expect(away.status).to.equal(503);
    const refused = await fetch(`${url}/api/cases/x/user_actions`);
    expect(refused.status).to.equal(503);
    expect(refused.headers.get('retry-after')).to.equal('5');
    expect(await refused.json()).to.deep.equal({
      statusCode: 503,
      error: 'Service Unavailable',
      message: 'Service Unavailable',
    });
    await proxy.listen();
    while ((await fetch(`${url}/readyz`)).status !== 200)
      await new Promise((resolve) => setTimeout(resolve, 100));

    const body = JSON.stringify({ id: 'a-1', title: 'Disk full', severity: 'high' });
    expect((await fetch(`${url}/v1/alerts`, { method: 'POST', headers: HEADERS, body })).status).to.equal(
      201,
    );
    proxy.cut();
    await proxy.close();
    const gone = await fetch(`${url}/v1/alerts/a-1/activities`);
    expect(gone.status).to.equal(503);
    expect(await gone.text()).to.not.match(/127|ECONN|mongo/i);
    await proxy.listen();
    let again = await fetch(`${url}/v1/alerts/a-1/activities`);
    while (again.status === 503) again = await fetch(`${url}/v1/alerts/a-1/activities`);
    expect(again.status).to.equal(200);
    host.child.kill('SIGTERM');
    expect(await host.ended).to.equal(0);
    await proxy.close();
  });
});
