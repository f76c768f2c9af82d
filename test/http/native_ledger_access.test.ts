import { expect } from 'chai';
import type { NativeEntry } from '../../common/native.js';
import type { NativeSpaceStatistics } from '../../common/native_statistics.js';
import type { Principal } from '../../server/access/principal.js';
import { isActivityError } from '../../server/domain/errors.js';
import type { RecordInput } from '../../server/index.js';
import { AlertClient, BOSS, headersOf, startAlertHost } from '../support/casebender.js';
import { exportFile, fetchExport } from '../support/exported.js';
import { FollowedStream } from '../support/followed_stream.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const SETTINGS = ['securitySolutionCases', 'observabilityCases', 'generalCases'] as const;

/** Who reads and sets these features everywhere. */
const setter = (name: string, features: readonly string[]): object => ({
  name,
  kibana: [
    {
      ...{ spaces: [], base: [] },
      feature: Object.fromEntries(features.map((feature) => [feature, ['cases_settings', 'read']])),
    },
  ],
});

const [GOVERNOR, ALMOST] = ['governor', 'almost'];
const SETTERS = [setter(GOVERNOR, SETTINGS), setter(ALMOST, SETTINGS.slice(0, 2))];
const CALLERS: readonly (readonly [string, Principal, boolean])[] = [
  ['a superuser', BOSS, true],
  ['who sets every owner', { username: 'g', roles: [GOVERNOR] }, true],
  ['who sets all owners but one', { username: 'a', roles: [ALMOST] }, false],
  ['a superuser without the scope', { ...BOSS, scopes: ['activity:read'] }, false],
  ['a superuser with the scope', { ...BOSS, scopes: ['activity:read', 'activity:admin'] }, true],
  ['a superuser with every scope', { ...BOSS, scopes: ['admin:*'] }, true],
];

const MONTH = '2026-03';
const LEDGER = `/records/ledger/${MONTH}`;
const OF_A_RECORD = [
  ...['', '/entries', '/entries/1', '/state', '/diff?from=0', '/statistics'],
  ...['/entries.ndjson', '/entries.csv'],
];

atMounts('who reads the ledger (N1.2, N11.1)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({
      clock: () => new Date(`${MONTH}-04T10:00:00Z`),
      config: {
        security: { roles: SETTERS },
        spaces: [{ id: 'small', name: 'Small', disabledFeatures: ['generalCases'] }],
      },
    });
    await recordChange(host, undefined, { title: 'T' });
    for (const space of ['default', 'small']) await exportFile(host, '/entries.ndjson', { space });
  });
  after(() => host.stop());

  const kindsOf = (entries: readonly NativeEntry[]): readonly string[] =>
    [...new Set(entries.map(({ record }) => record.kind))].sort();

  for (const [who, principal, governs] of CALLERS) {
    it(`is ${governs ? 'shown to' : 'nothing to'} ${who}, by every route`, async () => {
      for (const part of OF_A_RECORD) {
        const { status } = await fetchExport(host, LEDGER + part, { principal });
        expect(status, part).to.equal(governs ? 200 : 404);
      }
      const client = new NativeClient(host, principal);
      const wanted = governs ? ['alert', 'ledger'] : ['alert'];
      for (const path of [
        '/entries?limit=200',
        '/log?limit=1000',
        '/entries?order=asc&actors=boss&actors=ana.garcia',
      ]) {
        const { entries } = await client.read<{ entries: NativeEntry[] }>(path);
        expect(kindsOf(entries), path).to.deep.equal(wanted);
      }
      for (const only of ['owners=ledger', 'kinds=ledger', 'types=statement', 'q=export-started']) {
        const { entries } = await client.read<{ entries: NativeEntry[] }>(`/entries?${only}`);
        expect(kindsOf(entries), only).to.deep.equal(governs ? ['ledger'] : []);
      }
      const figures = await client.read<NativeSpaceStatistics>(
        '/statistics?from=2026-03-01&to=2026-04-01&bucket=day',
      );
      expect(Object.keys(figures.byKind).sort()).to.deep.equal(wanted);
      if (!governs) {
        expect(figures.entries).to.equal(1);
        expect(JSON.stringify(figures)).to.not.match(/ledger|statement|boss/);
      }
      const { text } = await exportFile(host, '/entries.csv', { principal });
      expect(text.includes(',ledger,')).to.equal(governs);
    });
  }

  it('is whoever sets every owner that is available in the space', async () => {
    const principal = { username: 'a', roles: [ALMOST] };
    const { entries } = await new NativeClient(host, principal, 'small').page('', `ledger/${MONTH}`);
    expect(entries).to.not.be.empty;
  });

  it('is nobody in the two other dialects, whatever they do', async () => {
    const alerts = new AlertClient(host, BOSS);
    for (const [method, path] of [
      ['get', `/alerts/${MONTH}`],
      ['get', `/alerts/${MONTH}/activities`],
      ['delete', `/alerts/${MONTH}`],
    ] as const) {
      expect((await alerts.send(method, path)).status, path).to.equal(404);
    }
    const kibana = (path: string, method = 'GET'): Promise<Response> =>
      fetch(`${host.url}${path}`, { method, headers: { 'kbn-xsrf': 'x', ...headersOf(BOSS) } });
    expect(await (await kibana(`/api/cases/${MONTH}/user_actions`)).json()).to.deep.equal([]);
    expect((await kibana(`/api/cases/${MONTH}`)).status).to.equal(404);
    expect((await kibana(`/api/cases?ids=["${MONTH}"]`, 'DELETE')).status).to.equal(404);
    expect(await new NativeClient(host).read(LEDGER)).to.include({ deleted: false });
  });

  it('is written by nobody else: its kind and the other reserved ones, and its owner, are refused', async () => {
    const input: RecordInput = {
      subject: { space: 'default', kind: 'ledger', id: MONTH },
      owner: 'securitySolution',
      actor: { kind: 'system' },
      after: { x: 1 },
    };
    const { subject } = input;
    for (const over of [
      {},
      { subject: { ...subject, kind: 'hold' } },
      { subject: { ...subject, kind: 'access' } },
      { subject: { ...subject, kind: 'alert' }, owner: 'ledger' },
    ]) {
      const refused: unknown = await host.activity
        .record({ ...input, ...over })
        .catch((error: unknown) => error);
      expect(isActivityError(refused, 'INVALID_REQUEST'), JSON.stringify(over)).to.equal(true);
    }
    // Who has the plugin in the process may read everything.
    expect((await host.activity.entries({ subject })).entries).to.not.be.empty;
  });

  it('is followed by nobody else either', async () => {
    for (const [who, principal, governs] of CALLERS) {
      const { statusCode } = await FollowedStream.ask(host, `${LEDGER}/stream`, {
        principal,
        method: 'HEAD',
      });
      expect(statusCode, who).to.equal(governs ? 200 : 404);
    }
    await recordChange(host, { title: 'T' }, { title: 'U' });
    for (const [who, principal, governs] of CALLERS) {
      const stream = await FollowedStream.open(host, '/stream?start=0', { principal });
      // The last one comes behind all of the ledger's.
      await stream.until(({ events }) => events.some(({ data = '' }) => data.includes('"after":"U"')));
      expect(kindsOf(stream.entries), who).to.deep.equal(governs ? ['alert', 'ledger'] : ['alert']);
      stream.close();
    }
  });
});
