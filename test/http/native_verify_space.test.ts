import { expect } from 'chai';
import type { NativeEntry } from '../../common/native.js';
import type { NativeSpaceVerification } from '../../common/native_verification.js';
import type { Principal } from '../../server/access/principal.js';
import { BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { KibanaClient } from '../support/kibana.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';
import { aSigningKey, eventually, signedBy, verified } from '../support/signing.js';

const KEY = aSigningKey();
const MEMBERS = [
  'valid',
  'size',
  'start',
  'end',
  'root',
  'entries',
  'erased',
  'adopted',
  'problems',
  'complete',
];

const SETTINGS = ['securitySolutionCases', 'observabilityCases', 'generalCases'] as const;
const ROLES = [
  { name: 'governor', features: SETTINGS },
  { name: 'almost', features: SETTINGS.slice(0, 2) },
].map(({ name, features }) => ({
  name,
  kibana: [
    {
      spaces: [],
      base: [],
      feature: Object.fromEntries(features.map((one) => [one, ['cases_settings', 'read']])),
    },
  ],
}));
const CALLERS: readonly (readonly [string, Principal, boolean])[] = [
  ['who sets every owner', { username: 'g', roles: ['governor'] }, true],
  ['who sets all owners but one', { username: 'a', roles: ['almost'] }, false],
  ['a superuser without the scope', { ...BOSS, scopes: ['activity:read'] }, false],
  ['a superuser with the scope', { ...BOSS, scopes: ['activity:admin'] }, true],
];

atMounts('verifying a space (N10.4)', () => {
  let host: TestHost;
  let client: NativeClient;
  before(async () => {
    host = await startAlertHost({
      config: {
        integrity: signedBy(KEY),
        spaces: [{ id: 'other', name: 'Other' }],
        security: { roles: ROLES },
      },
    });
    client = new NativeClient(host);
    for (const id of ['a', 'b', 'c']) {
      const subject = { space: 'default', kind: 'alert', id };
      await recordChange(host, undefined, { n: 0 }, { subject });
      await recordChange(host, { n: 0 }, { n: 1 }, { subject });
    }
    await eventually(
      async () => ((await verifying()).size === 7 ? true : undefined),
      'the key in the ledger',
    );
  });
  after(() => host.stop());

  const verifying = (query = ''): Promise<NativeSpaceVerification> => client.read(`/verify${query}`);

  it('tells that a log is what was recorded, with the root that checkpoints have', async () => {
    expect(await verifying()).to.have.all.keys(MEMBERS);
    const { size, root } = verified((await client.send('get', '/log/checkpoint')).text, 'default', KEY);
    expect(await verifying()).to.deep.equal({
      ...{ valid: true, size, start: 0, end: size, root: Buffer.from(root).toString('base64') },
      ...{ checkpoint: size, entries: size, erased: 0, adopted: 0, problems: [], complete: true },
    });
  });

  it('begins at any position', async () => {
    const { size } = await verifying();
    for (const start of [1, 6, size, size + 5]) {
      const end = Math.max(start, size);
      const entries = end - start;
      const report = await verifying(`?start=${String(start)}`);
      expect(report).to.deep.include({ valid: true, start, end, entries, complete: true });
    }
    expect(await new NativeClient(host, BOSS, 'other').read('/verify')).to.include({ valid: true, size: 0 });
  });

  it('refuses what is no position', async () => {
    for (const [query, faults] of [
      ['?start=-1', ['start']],
      ['?start=x&erased=-1&from=1', ['start', 'erased', 'from']],
    ] as const) {
      const { errors = [] } = await client.refused(`/verify${query}`, 400, 'INVALID_REQUEST');
      expect(errors.map(({ parameter }) => parameter)).to.have.members([...faults]);
    }
  });

  for (const [who, principal, may] of CALLERS) {
    it(`is ${may ? 'for' : 'not for'} ${who}`, async () => {
      const caller = new NativeClient(host, principal);
      if (may) expect((await caller.read<NativeSpaceVerification>('/verify')).valid).to.equal(true);
      else await caller.refused('/verify', 403, 'FORBIDDEN');
    });
  }
});

describe('verifying a space without a log (N10.4)', () => {
  it('is not possible', async () => {
    const host = await startAlertHost({ config: { log: false } });
    try {
      await new NativeClient(host).refused('/verify', 404, 'LOG_DISABLED');
    } finally {
      await host.stop();
    }
  });
});

describe('verifying a space from which cases were deleted (N10.4, N11.1)', () => {
  it('finds their rows accounted for by the ledger', async () => {
    const host = await startHost({ config: { security: { enabled: false }, integrity: signedBy(KEY) } });
    try {
      const kibana = new KibanaClient(host);
      const [a, b] = [await kibana.create(), await kibana.create()];
      await kibana.comment(a.id);
      const client = new NativeClient(host, null);
      const before = await client.read<NativeSpaceVerification>('/verify');
      expect(before).to.include({ valid: true, erased: 0 });
      const ids = encodeURIComponent(JSON.stringify([a.id, b.id]));
      expect((await kibana.send('delete', `/api/cases?ids=${ids}`)).status).to.equal(204);
      const after = await client.read<NativeSpaceVerification>('/verify');
      expect(after).to.deep.include({ valid: true, erased: 3, problems: [] });
      const { entries } = await client.read<{ entries: NativeEntry[] }>('/entries?kinds=ledger&order=asc');
      const told = entries.filter(({ change }) => change['statement'] === 'record-erased');
      expect(told.map(({ change }) => change['details'])).to.have.length(2);
      const [details] = told.map(({ change }) => change['details'] as Record<string, unknown>);
      expect(details).to.include({ kind: 'case', id: a.id, owner: 'cases', seq: 2 });
      expect(details).to.have.property('hash').that.is.a('string');
    } finally {
      await host.stop();
    }
  });
});

describe('verifying a long log (N10.4)', function () {
  this.timeout(120_000);
  it('goes on where a part ended, and counts on', async () => {
    const host = await startAlertHost();
    try {
      const fields = (n: number) =>
        Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`f${String(i)}`, n]));
      await recordChange(host, undefined, fields(0));
      for (let n = 0; n < 20; n += 1) await recordChange(host, fields(n), fields(n + 1));
      await recordChange(host, { f0: 20 }, { f0: 21 });
      const client = new NativeClient(host);
      const first = await client.read<NativeSpaceVerification>('/verify');
      expect(first).to.include({ valid: true, size: 20_002, end: 20_000, entries: 20_000, complete: false });
      expect(first.next).to.equal('?start=20000&erased=0');
      const second = await client.read<NativeSpaceVerification>(`/verify${first.next ?? ''}`);
      expect(second).to.include({ valid: true, start: 20_000, end: 20_002, entries: 2, complete: true });
      expect(second.root).to.equal(first.root);
      expect(second).to.not.have.property('next');
    } finally {
      await host.stop();
    }
  });
});
