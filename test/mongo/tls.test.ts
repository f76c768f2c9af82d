import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import type { Server } from 'node:tls';
import { createServer } from 'node:tls';
import { expect } from 'chai';
import { mountPlugin } from '../../server/index.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { codeOf } from '../contract/store_fixture.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';

describe('the store on MongoDB behind TLS', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  let folder = '';
  let server: Server | undefined;
  let uri = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'case-activity-tls-'));
    await makeCertificates(folder);
    server = await tlsProxy(folder);
    const { port } = server.address() as AddressInfo;
    uri = `mongodb://127.0.0.1:${String(port)}/?directConnection=true`;
  });
  after(async () => {
    server?.close();
    await rm(folder, { recursive: true, force: true });
    await dropDatabase(database);
  });

  it('is reached with the authority and the certificate of the configuration', async () => {
    const tls = { tlsCAFile: 'ca.pem', tlsCertificateKeyFile: 'client.pem' };
    const config = { caseActivity: { storage: { kind: 'mongodb', uri, database, tls } } };
    const activity = await mountPlugin({ use: () => undefined }, { config, baseDir: folder });
    try {
      const subject = { space: 'default', kind: 'incident', id: 'behind TLS' };
      const actor = { kind: 'system' } as const;
      await activity.record({ subject, owner: 'cases', actor, before: undefined, after: { title: 'T' } });
      expect((await activity.find({ subject })).total).to.equal(1);
    } finally {
      await activity.stop();
    }
  });

  it('is not reached without one of them, nor without TLS', async () => {
    const tlsCAFile = join(folder, 'ca.pem');
    const tlsCertificateKeyFile = join(folder, 'client.pem');
    for (const tls of [undefined, { tls: true, tlsCertificateKeyFile }, { tls: true, tlsCAFile }] as const) {
      const store = await openMongoStore({ uri, database, tls, timeoutMs: 1000 });
      expect(await codeOf(store.ping()), JSON.stringify(tls)).to.equal('STORE_UNAVAILABLE');
      await store.close();
    }
  });
});

/** An authority, and certificates of it for the server and a client, each in a file with its key. */
async function makeCertificates(cwd: string): Promise<void> {
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd, stdio: 'pipe' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=test authority');
  for (const name of ['server', 'client']) {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.crt`];
    const extensions = ['-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'basicConstraints=CA:FALSE'];
    const signing = ['-x509', '-CA', 'ca.pem', '-CAkey', 'ca.key'];
    openssl('req', ...signing, ...newKey, ...files, ...extensions, '-subj', `/CN=test ${name}`);
    const parts = [`${name}.key`, `${name}.crt`].map((file) => readFile(join(cwd, file)));
    await writeFile(join(cwd, `${name}.pem`), Buffer.concat(await Promise.all(parts)));
  }
}

/** Takes TLS from clients that have a certificate of the authority and hands the bytes on to the database. */
async function tlsProxy(folder: string): Promise<Server> {
  const [ca, pem] = await Promise.all(['ca.pem', 'server.pem'].map((file) => readFile(join(folder, file))));
  if (ca === undefined || pem === undefined) throw new Error('There are no certificates.');
  const { hostname, port } = new URL(serverUri());
  const options = { ca, cert: pem, key: pem, requestCert: true, rejectUnauthorized: true };
  const server = createServer(options, (near) => {
    const far = connect(Number(port), hostname);
    pipeline(near, far, near, () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
