import { expect } from 'chai';
import { HistoryClient } from '../../client/index.js';
import { BOSS, headersOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { aSigningKey, signedBy, verified } from '../support/signing.js';

describe('the client and proofs (N10.4)', () => {
  const key = aSigningKey();
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({ config: { integrity: signedBy(key) } });
    await recordChange(host, undefined, { title: 'T' });
  });
  after(() => host.stop());

  it('has the proof of an entry, of the log and the keys', async () => {
    const client = new HistoryClient({ url: `${host.url}/`, headers: headersOf(BOSS) });
    const proof = await client.record('alert', 'a-1').proof(1);
    expect(verified(proof.checkpoint ?? '', 'default', key).size).to.equal(proof.size);
    const { size } = proof;
    expect(await client.consistency({ from: size, to: size })).to.deep.equal({
      from: size,
      to: size,
      proof: [],
    });
    expect((await client.keys()).keys).to.deep.equal([{ vkey: key.vkey, signs: true }]);
  });
});
