import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { AlertClient, BOSS, failureOf, headersOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { KibanaClient } from '../support/kibana.js';
import {
  alertOf,
  caseIdIn,
  createCase,
  deletionOf,
  sendCase,
  someAlerts,
  told,
} from '../support/linked_cases.js';

const AT_ONCE = 12;
const REUSED = {
  status: 422,
  code: 'IDEMPOTENCY_KEY_REUSED',
  message: 'La clave de idempotencia ya se usó con otra solicitud',
};

describe('cases from alerts that are asked for again, or at once', function () {
  let host: TestHost;
  let boss: AlertClient;
  let kibana: KibanaClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
    kibana = new KibanaClient(host, { headers: headersOf(BOSS) });
  });
  after(() => host.stop());

  const post = (ids: readonly string[], key: string, over = {}, client = boss): Promise<Response> =>
    sendCase(client, ids, over, { 'idempotency-key': key });
  const isReplayed = ({ headers }: Response): boolean => headers['idempotency-replayed'] === 'true';

  it('are created once, whatever has become of the case since', async () => {
    const ids = await someAlerts(boss, 2);
    const key = randomUUID();
    const first = await post(ids, key, { severity: 3, tags: ['a'] });
    const id = caseIdIn(first);
    expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
    await kibana.patch(await kibana.get(id), { title: 'Another', severity: 'low' });
    const second = await post([...ids, ...ids], `"${key}"`, { severity: 'high', tags: [' a', 'a'] });
    expect([isReplayed(first), isReplayed(second)]).to.deep.equal([false, true]);
    expect([second.status, second.text]).to.deep.equal([201, first.text]);
    for (const alert of ids) expect(await told(boss, alert)).to.have.length(1);
    expect(await kibana.actions(id)).to.have.length(3);
  });

  it('are refused with another body, and are others with another key or of another sender', async () => {
    const [one = '', two = '', three = ''] = await someAlerts(boss, 3);
    const key = randomUUID();
    const id = caseIdIn(await post([one], key));
    for (const over of [{ title: 'Other' }, { tlp: 1 }, { alert_ids: [two] }, { alert_ids: [one, two] }]) {
      expect(failureOf(await post([one], key, over))).to.deep.equal(REUSED);
    }
    expect(failureOf(await post([one], randomUUID())).code).to.equal('ALERT_ALREADY_LINKED');
    expect((await alertOf(boss, two)).case_id).to.equal(null);
    expect(caseIdIn(await post([two], randomUUID()))).to.not.equal(id);
    const ana = new AlertClient(host, { username: 'ana', roles: ['writer'] });
    expect(caseIdIn(await post([three], key, {}, ana))).to.not.equal(id);
  });

  it('are asked for anew of somebody who may not see them any more, or of alerts that are gone', async () => {
    const [one = '', two = ''] = await someAlerts(boss, 2);
    const keys = [randomUUID(), randomUUID()] as const;
    const low = new AlertClient(host, { username: 'ana', roles: ['writer'], tlpClearance: 1 });
    const ana = new AlertClient(host, { username: 'ana', roles: ['writer'] });
    caseIdIn(await post([one], keys[0], {}, ana));
    expect(failureOf(await post([one], keys[0], {}, low)).code).to.equal('TLP_RESTRICTED');
    const id = (await alertOf(boss, one)).case_id ?? '';
    await host.activity.record({
      ...{ subject: { space: 'default', kind: 'case', id }, owner: 'securitySolution' },
      ...{ actor: { kind: 'system' }, before: { pap: 2 }, after: { pap: 3 } },
    });
    expect(failureOf(await post([one], keys[0], {}, ana)).code).to.equal('PAP_RESTRICTED');
    await boss.patch(one, { tlp: 3 });
    expect(failureOf(await post([one], keys[0], {}, ana)).code).to.equal('TLP_RESTRICTED');
    caseIdIn(await post([two], keys[1]));
    await boss.send('delete', `/alerts/${two}`);
    expect(failureOf(await post([two], keys[1])).code).to.equal('ALERT_NOT_FOUND');
  });

  it('are new when the case was deleted: what was remembered went with it', async () => {
    const ids = await someAlerts(boss, 1);
    const key = randomUUID();
    const id = caseIdIn(await post(ids, key));
    expect((await kibana.send('delete', deletionOf(id))).status).to.equal(204);
    const again = await post(ids, key, { title: 'Anew' });
    expect([caseIdIn(again), isReplayed(again)]).to.deep.equal([id, false]);
    expect((await kibana.get(id)).title).to.equal('Anew');
  });

  it('remember no failure, and take no malformed key', async () => {
    const key = randomUUID();
    const id = randomUUID();
    expect((await post([id], key)).status).to.equal(404);
    await boss.create({ id });
    expect(isReplayed(await post([id], key))).to.equal(false);
    expect(failureOf(await post([id], 'two words')).message).to.equal(
      "El parámetro 'Idempotency-Key' no es válido",
    );
  });

  it('with one key make one case', async () => {
    const ids = await someAlerts(boss, 3);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => post(ids, key)));
    expect(new Set(answers.map(caseIdIn)).size).to.equal(1);
    expect(answers.filter((answer) => !isReplayed(answer))).to.have.length(1);
    for (const alert of ids) expect(await told(boss, alert)).to.have.length(1);
  });

  it('of overlapping alerts make one case, in whatever order they name them', async () => {
    const ids = await someAlerts(boss, 3);
    const [one = '', two = '', three = ''] = ids;
    const pairs = [
      [one, two],
      [two, three],
      [three, one],
      [two, one],
    ];
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, i) => sendCase(boss, pairs[i % 4] ?? [])),
    );
    const [done, ...others] = answers.filter(({ status }) => status === 201);
    expect(others).to.deep.equal([]);
    for (const answer of answers) {
      if (answer !== done) expect(failureOf(answer).code).to.equal('ALERT_ALREADY_LINKED');
    }
    const linked = (await Promise.all(ids.map((id) => alertOf(boss, id)))).map(({ case_id: id }) => id);
    expect(linked.filter((id) => id !== null)).to.have.length(2);
    expect(new Set(linked)).to.deep.equal(new Set([null, done === undefined ? '' : caseIdIn(done)]));
  });

  it('lose nothing that others change at the same time', async () => {
    const ids = await someAlerts(boss, 4);
    const changes = ids.map((id, i) => boss.patch(id, { title: `U${String(i)}` }));
    const [id] = await Promise.all([createCase(boss, ids), ...changes]);
    for (const [i, alert] of ids.entries()) {
      expect(await alertOf(boss, alert)).to.include({ case_id: id, version: 3, title: `U${String(i)}` });
      expect(await told(boss, alert)).to.have.length(2);
    }
  });
});
