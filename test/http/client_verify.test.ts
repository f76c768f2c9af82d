import { expect } from 'chai';
import type { NativeSpaceVerification, NativeVerification } from '../../common/native_verification.js';
import { HistoryClient, HistoryProblem } from '../../client/index.js';
import { BOSS, headersOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { aSigningKey, signedBy } from '../support/signing.js';

describe('the client and verifying (N10.4)', function () {
  this.timeout(120_000);
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({ config: { integrity: signedBy(aSigningKey()) } });
    const fields = (n: number) =>
      Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`f${String(i)}`, n]));
    await recordChange(host, undefined, fields(0));
    for (let n = 0; n < 20; n += 1) await recordChange(host, fields(n), fields(n + 1));
    await recordChange(host, { f0: 20 }, { f0: 21 });
  });
  after(() => host.stop());

  it('verifies a record, part after part', async () => {
    const record = new HistoryClient({ url: host.url, headers: headersOf(BOSS) }).record('alert', 'a-1');
    const parts: NativeVerification[] = [];
    for await (const part of record.verify()) parts.push(part);
    expect(parts.map(({ valid, from, to }) => [valid, from, to])).to.deep.equal([
      [true, 1, 20_000],
      [true, 20_001, 20_002],
    ]);
    for await (const part of record.verify({ from: 20_002 })) {
      expect([part.valid, part.entries]).to.deep.equal([true, 1]);
    }
  });

  it('verifies a space, part after part', async () => {
    const client = new HistoryClient({ url: host.url, headers: headersOf(BOSS) });
    const parts: NativeSpaceVerification[] = [];
    for await (const part of client.verify()) parts.push(part);
    expect(parts.map(({ valid, start }) => [valid, start])).to.deep.equal([
      [true, 0],
      [true, 20_000],
    ]);
    const reader = new HistoryClient({
      url: host.url,
      headers: headersOf({ username: 'r', roles: ['reader'] }),
    });
    const refused = await reader
      .verify()
      .next()
      .catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(HistoryProblem).and.to.include({ code: 'FORBIDDEN' });
  });
});
