import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import type { NativeEntry } from '../../common/native.js';
import type { NativeLogPage, NativeSpacePage } from '../../common/native_space.js';
import type { NativeSpaceStatistics } from '../../common/native_statistics.js';
import type { Principal } from '../../server/access/principal.js';
import type { OpenApiDocument } from '../../server/http/openapi/openapi_document.js';
import { FollowedStream } from '../support/followed_stream.js';
import { expectNoLeak, HiddenHost } from '../support/hidden_host.js';
import type { HiddenRecord } from '../support/hidden_records.js';
import { anyPrincipal, enters, HIDDEN_RECORDS, sees } from '../support/hidden_records.js';
import type { PlainAnswer } from '../support/kept_connections.js';

/** Pairs of a principal and a record; elsewhere than on the embedded store each costs round trips. */
const PAIRS =
  process.env['MONGODB_URI'] === undefined && process.env['ONE_MOUNT'] === undefined ? 10_000 : 500;
const AT_ONCE = 20;

const OF_A_RECORD = [
  ...['', '/entries', '/entries?limit=1&q=secret', '/entries/2', '/state', '/diff?from=1'],
  ...['/statistics?field=title', '/entries/2/proof', '/verify'],
];
/** What is shown has no end, or is told of in the ledger: `native_export_leaks.test.ts`. Only refusals are asked for here. */
const REFUSED = ['/stream', '/entries.ndjson', '/entries.csv'];
const LIMITS = ['', '?limit=1', '?limit=3&q=secret', '?limit=2&types=field', '?limit=2&actors=ana.garcia'];

/** What is answered in the place of a record. */
const NONE = JSON.stringify({
  ...{ type: 'about:blank', title: 'Not Found', status: 404, detail: 'There is no such record.' },
  ...{ code: 'RECORD_NOT_FOUND', requestId: '' },
});

describe(`${PAIRS.toLocaleString('en')} principals and records (N1.2, N18)`, function () {
  this.timeout(1_200_000);
  let hidden: HiddenHost;
  before(async () => {
    hidden = await HiddenHost.start();
  });
  after(() => hidden.stop());

  function ask(principal: Principal, space: string, path: string): Promise<PlainAnswer> {
    return hidden.ask(principal, space, path);
  }

  /** But for the id of the request. */
  const said = ({ text }: PlainAnswer): string => text.replace(/"requestId":"[^"]*"/, '"requestId":""');

  it('are told of a record that was never there what they are told of one that they may not see', async () => {
    const boss = { username: 'b', roles: ['superuser'] };
    for (const part of OF_A_RECORD) {
      expect(said(await ask(boss, 'default', `/records/alert/none${part}`))).to.equal(NONE);
    }
  });

  it('are asked of every route of a record', async () => {
    const { paths } = JSON.parse(await readFile('docs/openapi.json', 'utf8')) as OpenApiDocument;
    const root = '/api/activity/v1/records/{kind}/{id}';
    const routes = Object.entries(paths).flatMap(([path, { get }]) =>
      get !== undefined && path.startsWith(root) ? [path.slice(root.length).replace('{seq}', '2')] : [],
    );
    const asked = new Set([...OF_A_RECORD, ...REFUSED].map((part) => part.replace(/\?.*/, '')));
    expect(routes.filter((route) => !asked.has(route))).to.deep.equal([]);
  });

  async function tryRecord(principal: Principal, record: HiddenRecord): Promise<void> {
    const { space, kind, id } = record;
    const who = JSON.stringify(principal);
    const wanted = sees(principal, record) ? 200 : enters(principal, space) ? 404 : 403;
    for (const part of wanted === 200 ? OF_A_RECORD : [...OF_A_RECORD, ...REFUSED]) {
      const what = `${who} ${space} ${kind}/${id}${part}`;
      const answer = await ask(principal, space, `/records/${kind}/${id}${part}`);
      expect(answer.status, what).to.equal(wanted);
      expectNoLeak(principal, answer, what);
      if (wanted === 404) expect(said(answer), what).to.equal(NONE);
    }
  }

  it('are shown what they may see, and the others look like none', async () => {
    const pair = fc.tuple(anyPrincipal, fc.constantFrom(...HIDDEN_RECORDS));
    const pairs = fc.sample(pair, { numRuns: PAIRS, seed: 12 });
    for (let i = 0; i < pairs.length; i += AT_ONCE) {
      await Promise.all(
        pairs.slice(i, i + AT_ONCE).map(([principal, record]) => tryRecord(principal, record)),
      );
    }
  });

  /** Entries of a space, page by page, and where each page says that it ends. */
  async function walk(principal: Principal, space: string, path: string): Promise<readonly NativeEntry[]> {
    const found: NativeEntry[] = [];
    const [base = ''] = path.split('?', 1);
    for (let at: string | undefined = path; at !== undefined;) {
      const answer: PlainAnswer = await ask(principal, space, at);
      expect(answer.status, answer.text).to.equal(200);
      expectNoLeak(principal, answer, at);
      const { entries, page } = JSON.parse(answer.text) as NativeSpacePage | NativeLogPage;
      found.push(...entries);
      const atEnd = 'size' in page && page.end >= page.size;
      at = atEnd || page.next === undefined ? undefined : base + page.next;
    }
    return found;
  }

  it('find in a space, walked through by any steps, just what they may see', async () => {
    const one = fc.tuple(anyPrincipal, fc.constantFrom('default', 'second'), fc.constantFrom(...LIMITS));
    for (const [principal, space, query] of fc.sample(one, { numRuns: PAIRS / 50, seed: 13 })) {
      const allowed = HIDDEN_RECORDS.filter((record) => record.space === space && sees(principal, record));
      for (const path of ['/entries', '/log']) {
        if (!enters(principal, space)) {
          expect((await ask(principal, space, path + query)).status).to.equal(403);
          continue;
        }
        const found = await walk(principal, space, path + query);
        const per = query.includes('types=field') ? 1 : 2;
        const wanted = allowed.flatMap(({ kind, id }) => Array<string>(per).fill(`${kind}/${id}`));
        const names = found.map(({ record: { kind, id } }) => `${kind}/${id}`);
        expect(names.sort(), `${JSON.stringify(principal)} ${space} ${path}${query}`).to.deep.equal(
          wanted.sort(),
        );
      }
    }
  });

  it('follow just what they may see, whatever there is besides', async () => {
    const one = fc.tuple(anyPrincipal, fc.constantFrom('default', 'second'));
    for (const [principal, space] of fc.sample(one, { numRuns: Math.min(100, PAIRS / 50), seed: 15 })) {
      if (!enters(principal, space)) {
        expect((await FollowedStream.ask(hidden.host, '/stream', { principal, space })).statusCode).to.equal(
          403,
        );
        continue;
      }
      const allowed = HIDDEN_RECORDS.filter((record) => record.space === space && sees(principal, record));
      const stream = await FollowedStream.open(hidden.host, '/stream?start=0', { principal, space });
      await stream.has(2 * allowed.length);
      const names = stream.entries.map(({ record: { kind, id } }) => `${kind}/${id}`);
      const wanted = allowed.flatMap(({ kind, id }) => [`${kind}/${id}`, `${kind}/${id}`]);
      expect(names.sort(), JSON.stringify(principal)).to.deep.equal(wanted.sort());
      for (const record of HIDDEN_RECORDS.filter((record) => record.space === space)) {
        const path = `/records/${record.kind}/${record.id}/stream`;
        const { statusCode } = await FollowedStream.ask(hidden.host, path, {
          principal,
          space,
          method: 'HEAD',
        });
        expect(statusCode, path).to.equal(sees(principal, record) ? 200 : 404);
      }
      for (const { text } of stream.events) expectNoLeak(principal, { text }, space);
      stream.close();
    }
  });

  it('count in a space just what they may see', async () => {
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
    const range = `?from=${day(-1)}&to=${day(1)}`;
    const one = fc.tuple(
      anyPrincipal,
      fc.constantFrom('default', 'second'),
      fc.constantFrom('', '&actors=ana.garcia'),
    );
    for (const [principal, space, query] of fc.sample(one, { numRuns: PAIRS / 20, seed: 14 })) {
      const what = `${JSON.stringify(principal)} ${space} ${query}`;
      const answer = await ask(principal, space, `/statistics${range}${query}`);
      expect(answer.status, what).to.equal(enters(principal, space) ? 200 : 403);
      expectNoLeak(principal, answer, what);
      if (answer.status === 403) continue;
      const allowed = HIDDEN_RECORDS.filter((record) => record.space === space && sees(principal, record));
      const entries = 2 * allowed.length;
      const figures = JSON.parse(answer.text) as NativeSpaceStatistics;
      const sum = (of: 'entries' | 'created'): number =>
        figures.buckets.reduce((total, bucket) => total + bucket[of], 0);
      expect([figures.entries, sum('entries'), sum('created')], what).to.deep.equal([
        entries,
        entries,
        allowed.length,
      ]);
      expect(figures.byActor).to.deep.equal(entries === 0 ? [] : [{ username: 'ana.garcia', entries }]);
      const kinds = new Set(allowed.map(({ kind }) => kind));
      expect(new Set(Object.keys(figures.byKind)), what).to.deep.equal(kinds);
    }
  });
});
