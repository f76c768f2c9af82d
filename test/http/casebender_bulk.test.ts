import { expect } from 'chai';
import type { Response } from 'supertest';
import type { AlertBulkResult } from '../../common/casebender.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

atMounts('one change of many alerts (C9.5)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());

  const send = (body: object, query = ''): Promise<Response> =>
    boss.send('post', `/alerts/_bulk${query}`, { body });
  const change = async (ids: readonly string[], updates: object): Promise<AlertBulkResult> => {
    const answer = await send({ ids, updates });
    expect(answer.status, answer.text).to.equal(200);
    expect(Object.keys(answer.body as object)).to.deep.equal(['status', 'data']);
    return (answer.body as { data: AlertBulkResult }).data;
  };
  const told = async (id: string) =>
    (await boss.activities(id, '?lang=en&limit=100')).map(({ body }) => body).slice(0, -1);
  const stateOf = async (id: string) =>
    (await boss.get(`/alerts/${id}`)).body.data as Record<string, unknown>;

  it('is told of each as a change of one is, and tags are added', async () => {
    const given = { tags: ['a'], custom_fields: { k: 1, gone: true } };
    const [one, two, other] = [await boss.create(given), await boss.create(), await boss.create(given)];
    const updates = {
      custom_fields: { k: 2, gone: null },
      tags: [' b ', 'a', 'b'],
      assigned_to: 'ana',
      severity: 4,
      status: 'closed',
    };
    const ids = [one.id, two.id, one.id];
    expect(await change(ids, updates)).to.deep.equal({ updated_count: 2, failed_count: 0, failed_ids: [] });
    await boss.patch(other.id, { ...updates, tags: ['a', 'b'] });
    expect(await told(one.id)).to.deep.equal(await told(other.id));
    expect(await told(two.id)).to.deep.equal([
      "Set field 'k' to '2'",
      "Added tags 'b', 'a'",
      "Assigned the alert to 'ana'",
      "Changed severity from 'high' to 'critical'",
      "Changed status from 'open' to 'closed'",
    ]);
    expect(await stateOf(one.id)).to.deep.include({
      ...{ status: 'closed', severity: 'critical', assigned_to: 'ana', tags: ['a', 'b'] },
      ...{ custom_fields: { k: 2 }, version: 2 },
    });
  });

  it('counts an alert that has the values as updated and writes nothing', async () => {
    const { id } = await boss.create({ tags: ['a', 'b'], status: 'closed' });
    const updates = { tags: ['b', ' a'], status: 'closed' };
    expect(await change([id], updates)).to.deep.equal({ updated_count: 1, failed_count: 0, failed_ids: [] });
    expect(await change([id], { tags: [] })).to.include({ updated_count: 1 });
    expect(await stateOf(id)).to.deep.include({ version: 1, tags: ['a', 'b'] });
    expect(await told(id)).to.deep.equal([]);
  });

  it('names those that cannot have it in the order of the request, also when that is all', async () => {
    const tags = Array.from({ length: 99 }, (_, i) => `t${String(i)}`);
    const custom = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${String(i)}`, i]));
    const [full, wide, deleted, fine] = await Promise.all([
      boss.create({ tags }),
      boss.create({ custom_fields: custom }),
      boss.create(),
      boss.create(),
    ]);
    await boss.send('delete', `/alerts/${deleted.id}`);
    const odd = ['', 'no such', '__proto__', '\0', '_bulk', 'x'.repeat(2048), '🙂'];
    const failing = [...odd, wide.id, deleted.id, full.id];
    const updates = { status: 'closed', tags: ['new', 'newer'], custom_fields: { another: 1 } };
    const before = [await stateOf(full.id), await stateOf(wide.id)];
    expect(await change([...odd, wide.id, fine.id, deleted.id, full.id, ''], updates)).to.deep.equal({
      ...{ updated_count: 1, failed_count: failing.length, failed_ids: failing },
    });
    expect(await change(failing, updates)).to.deep.equal({
      ...{ updated_count: 0, failed_count: failing.length, failed_ids: failing },
    });
    expect([await stateOf(full.id), await stateOf(wide.id)]).to.deep.equal(before);
    expect(await told(full.id)).to.deep.equal([]);
    // The last tag that there is room for, and clearing one custom field for another.
    expect(await change([full.id], { tags: ['new'] })).to.include({ failed_count: 0 });
    expect(await change([wide.id], { custom_fields: { k0: null, another: 1 } })).to.include({
      failed_count: 0,
    });
  });

  it('takes 500 ids, repeated ones counted once, and not one more', async () => {
    const ids = Array.from({ length: 500 }, (_, i) => `none-${String(i)}`);
    const twice = await change([...ids, ...ids], { severity: 1 });
    expect(twice).to.deep.equal({ updated_count: 0, failed_count: 500, failed_ids: ids });
    expect(failureOf(await send({ ids: [...ids, 'x'], updates: { severity: 1 } }))).to.include({
      status: 400,
    });
  });

  const severity = { severity: 1 };
  const value = (name: string) => `El valor del campo '${name}' no es válido`;
  const unknown = (name: string) => `El campo '${name}' no se admite`;
  const faults: readonly (readonly [object, string])[] = [
    [{ updates: severity }, "El campo 'ids' es obligatorio"],
    [{ ids: [], updates: severity }, value('ids')],
    [{ ids: 'a', updates: severity }, value('ids')],
    [{ ids: ['a', 1], updates: severity }, value('ids[1]')],
    [{ ids: [null], updates: severity }, value('ids[0]')],
    [{ ids: ['x'.repeat(2049)], updates: severity }, value('ids[0]')],
    [{ ids: ['ID'] }, "El campo 'updates' es obligatorio"],
    [{ ids: ['ID'], updates: {} }, value('updates')],
    [{ ids: ['ID'], updates: [] }, value('updates')],
    [{ ids: ['ID'], updates: { severity: 5 } }, value('updates.severity')],
    [{ ids: ['ID'], updates: { status: 'nope', severity: 9 } }, value('updates.status')],
    [{ ids: ['ID'], updates: { assigned_to: '' } }, value('updates.assigned_to')],
    [{ ids: ['ID'], updates: { tags: ['a', ''] } }, value('updates.tags[1]')],
    [{ ids: ['ID'], updates: { tags: null } }, value('updates.tags')],
    [
      { ids: ['ID'], updates: { tags: Array.from({ length: 101 }, (_, i) => `t${String(i)}`) } },
      value('updates.tags'),
    ],
    [{ ids: ['ID'], updates: { custom_fields: { k: {} } } }, value('updates.custom_fields.k')],
    ...['title', 'tlp', 'observables', 'version', 'id'].map(
      (name) => [{ ids: ['ID'], updates: { ...severity, [name]: 1 } }, unknown(`updates.${name}`)] as const,
    ),
    [{ ids: ['ID'], updates: severity, version: 1 }, unknown('version')],
    [{ ids: ['ID'], updates: severity, observables: [] }, unknown('observables')],
  ];
  for (const [body, message] of faults) {
    it(`is refused as a whole for ${JSON.stringify(body).slice(0, 60)}`, async () => {
      const { id } = await boss.create();
      const sent = JSON.parse(JSON.stringify(body).replace('"ID"', JSON.stringify(id))) as object;
      const refused = { status: 400, code: 'INVALID_REQUEST', message };
      expect(failureOf(await send(sent))).to.deep.equal(refused);
      expect(await told(id)).to.deep.equal([]);
    });
  }

  it('reads its language', async () => {
    expect(failureOf(await send({}, '?lang=en')).message).to.equal("Field 'ids' is required");
    expect(failureOf(await send({}, '?lang=e')).message).to.equal("El parámetro 'lang' no es válido");
  });

  it('keeps what others change at the same time', async () => {
    const alerts = await Promise.all(Array.from({ length: 5 }, () => boss.create()));
    const ids = alerts.map(({ id }) => id);
    const tags = Array.from({ length: 6 }, (_, i) => `t${String(i)}`);
    const outcomes = await Promise.all(tags.map((tag) => change(ids, { tags: [tag] })));
    for (const outcome of outcomes) expect(outcome).to.include({ updated_count: 5, failed_count: 0 });
    for (const id of ids) {
      expect([...((await stateOf(id))['tags'] as string[])].sort()).to.deep.equal(tags);
      expect(await told(id)).to.have.length(6);
    }
  });
});
