import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { LOCALES } from '../../common/locales.js';
import type { BuiltInLocale } from '../../common/locales.js';
import { CommentClient } from '../support/alert_comments.js';
import { AlertClient, BOSS, headersOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { KibanaClient } from '../support/kibana.js';
import { createCase, deletionOf } from '../support/linked_cases.js';

/** An entry as it is told in each language; `{case}` stands for the id of a case. */
interface Told {
  readonly action: string;
  readonly fieldName: string | null;
  readonly username: Readonly<Record<BuiltInLocale, string>>;
  readonly body: Readonly<Record<BuiltInLocale, string>>;
}

const GOLDEN = JSON.parse(readFileSync('test/golden/casebender_sentences.json', 'utf8')) as readonly Told[];

const ips = (...values: readonly string[]) => values.map((data) => ({ data_type: 'ip', data }));
const texts = (end: string) => ({ type: `t${end}`, source: `s${end}`, source_ref: `r${end}` });

/** One after the other; each is told by one or several entries. */
const CHANGES: readonly object[] = [
  { title: 'T2' },
  { description: 'D' },
  { status: 'closed' },
  { severity: 4 },
  { ...texts('1'), external_link: 'https://x.example/1' },
  { ...texts('2'), external_link: 'https://x.example/2' },
  { type: null, source: null, source_ref: null, external_link: null },
  { tlp: 1, pap: 3 },
  ...['ana', 'li', null].map((user) => ({ assigned_to: user })),
  ...[['a'], ['a', 'b', 'c'], ['b', 'c'], []].map((tags) => ({ tags })),
  ...[['a'], ['a', 'b', 'c'], ['b', 'c'], []].map((all) => ({ observables: ips(...all) })),
  ...['x', 2, null].map((k) => ({ custom_fields: { k } })),
];

describe('a history with every sentence there is (C4, C5)', () => {
  let host: TestHost;
  let boss: AlertClient;
  let caseId: string;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
    await boss.create({ id: 'a', title: 'T1', severity: 'low' });
    for (const change of CHANGES) await boss.patch('a', change);
    const comments = new CommentClient(boss);
    const comment = await boss.comment('a', 'Sehr <b>schön</b> {x}');
    expect((await comments.edit('a', comment, { body: 'Otro' })).status).to.equal(200);
    expect((await comments.remove('a', comment)).status).to.equal(200);
    caseId = await createCase(boss, ['a']);
    const kibana = new KibanaClient(host, { headers: headersOf(BOSS) });
    expect((await kibana.send('delete', deletionOf(caseId))).status).to.equal(204);
    const subject = { space: 'default', kind: 'alert', id: 'a' };
    for (const states of [
      { before: {}, after: { watchers: ['v'] } },
      { before: { watchers: ['v'] }, after: { watchers: ['v', 'w'] } },
      { before: { watchers: ['v', 'w'] }, after: { watchers: ['v'] } },
    ]) {
      const actor = { kind: 'system' } as const;
      await host.activity.record({ subject, owner: 'securitySolution', actor, ...states });
    }
  });
  after(() => host.stop());

  for (const locale of LOCALES) {
    it(`is told word for word in ${locale}`, async () => {
      const told = await boss.activities('a', `?limit=100&lang=${locale}`);
      const expected = GOLDEN.map(({ action, fieldName, username, body }) => ({
        ...{ action, fieldName, username: username[locale] },
        body: body[locale].replace('{case}', caseId),
      }));
      expect(
        told.map(({ action, fieldName, username, body }) => ({ action, fieldName, username, body })),
      ).to.deep.equal(expected.reverse());
    });
  }

  it('has a word in every language for nobody in particular', async () => {
    const open = await startHost();
    const anybody = new AlertClient(open);
    await anybody.create({ id: 'a' });
    const names: (string | undefined)[] = [];
    for (const locale of LOCALES) names.push((await anybody.activities('a', `?lang=${locale}`))[0]?.username);
    await open.stop();
    expect(names).to.deep.equal(['anónimo', 'anonymous', 'anonyme', 'anônimo', 'anonym']);
  });
});
