import { expect } from 'chai';
import type { NativeKeys, NativeProof } from '../../common/native_proofs.js';
import type { Principal } from '../../server/access/principal.js';
import { verifiesInclusion } from '../../server/domain/log/proof_checks.js';
import { inclusionProof, rootAt } from '../../server/domain/log/proofs.js';
import { BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { NativeClient, recordChange } from '../support/native.js';
import { aSigningKey, ORIGIN, signedBy } from '../support/signing.js';

const OF_THE_LOG = ['/log/checkpoint', '/log/tile/0/000.p/1', '/log/consistency?from=1&to=1', '/keys'];
const PROOF = '/records/alert/a-1/entries/1/proof';

describe('who may have proofs (N1.2)', () => {
  let host: TestHost;
  before(async () => {
    const config = { integrity: signedBy(aSigningKey()), spaces: [{ id: 'other', name: 'Other' }] };
    host = await startAlertHost({ config });
    await recordChange(host, undefined, { title: 'Secret', tlp: 3 });
    await recordChange(
      host,
      undefined,
      { title: 'T' },
      { subject: { space: 'default', kind: 'alert', id: 'plain' } },
    );
  });
  after(() => host.stop());

  const client = (principal: Principal | null, space?: string) => new NativeClient(host, principal, space);

  it('of the log: whoever reads the records of any owner there', async () => {
    for (const path of OF_THE_LOG) {
      for (const role of ['reader', 'stranger', 'superuser']) {
        const { status, text } = await client({ username: 'r', roles: [role] }).send('get', path);
        expect([path, role, status], text).to.deep.equal([path, role, 200]);
      }
      await client({ username: 'v', roles: ['visitor'] }).refused(path, 403, 'FORBIDDEN');
      await client(null).refused(path, 401, 'UNAUTHENTICATED');
      await client({ username: 'r', roles: ['reader'] }, 'other').refused(path, 403, 'FORBIDDEN');
      await client({ ...BOSS, scopes: ['alerts:read'] }).refused(path, 403, 'FORBIDDEN');
      const narrowed = await client({ ...BOSS, scopes: ['activity:read'] }).send('get', path);
      expect(narrowed.status).to.equal(200);
      await client(BOSS, 'nowhere').refused(path, 404, 'SPACE_NOT_FOUND');
    }
  });

  it('of an entry: whoever sees its record', async () => {
    const cleared = { username: 'r', roles: ['reader'], tlpClearance: 3 };
    expect((await client(cleared).send('get', PROOF)).status).to.equal(200);
    for (const who of [
      { username: 'r', roles: ['reader'] },
      { username: 's', roles: ['stranger'] },
    ]) {
      const { detail } = await client(who).refused(PROOF, 404, 'RECORD_NOT_FOUND');
      expect(detail).to.equal('There is no such record.');
    }
    await client(null).refused(PROOF, 401, 'UNAUTHENTICATED');
    await client(BOSS, 'other').refused(PROOF, 404, 'RECORD_NOT_FOUND');
    await client({ ...BOSS, scopes: ['alerts:read'] }).refused(PROOF, 403, 'FORBIDDEN');
  });
});

describe('proofs without a key', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost();
    await recordChange(host, undefined, { title: 'T' });
  });
  after(() => host.stop());

  it('are of the log as it is, and nothing is signed', async () => {
    const client = new NativeClient(host);
    await client.refused('/log/checkpoint', 404, 'NO_SIGNING_KEY');
    await client.refused('/keys', 404, 'NO_SIGNING_KEY');
    const proof = await client.read<NativeProof>(PROOF);
    expect(proof).to.include({ position: 0, size: 1 }).and.not.have.property('checkpoint');
    const leaf = Buffer.from(proof.hash, 'base64url');
    const tile = () => Promise.resolve(leaf);
    const root = await rootAt(tile, 1);
    const path = await inclusionProof(tile, 0, 1);
    expect(verifiesInclusion({ leafHash: leaf, index: 0, size: 1, path, root })).to.equal(true);
    expect(proof.path).to.deep.equal([]);
  });
});

describe('proofs without a log', () => {
  let host: TestHost;
  const key = aSigningKey();
  const retired = aSigningKey();
  before(async () => {
    const { keys } = signedBy(key);
    const from = { ...keys[0], from: '2026-01-01T00:00:00Z' };
    const until = { vkey: retired.vkey, until: '2026-01-08T00:00:00Z' };
    host = await startAlertHost({
      config: { log: false, integrity: { origin: ORIGIN, keys: [from, until] } },
    });
    await recordChange(host, undefined, { title: 'T' });
  });
  after(() => host.stop());

  it('are not to be had, but for the keys of commits', async () => {
    const client = new NativeClient(host);
    for (const path of [...OF_THE_LOG.slice(0, -1), PROOF]) {
      await client.refused(path, 404, 'LOG_DISABLED');
    }
    expect((await client.read<NativeKeys>('/keys')).keys).to.deep.equal([
      { vkey: key.vkey, from: '2026-01-01T00:00:00.000Z', signs: true },
      { vkey: retired.vkey, until: '2026-01-08T00:00:00.000Z', signs: false },
    ]);
  });
});
