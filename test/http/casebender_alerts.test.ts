import { expect } from 'chai';
import type { Alert, AlertActivity } from '../../common/casebender.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

atMounts('alerts (C9.1 to C9.3)', () => {
  let host: TestHost;
  let boss: AlertClient;
  let now = new Date('2026-01-15T10:00:00.000Z');
  before(async () => {
    host = await startAlertHost({ clock: () => now });
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());

  const told = (activities: readonly AlertActivity[]): string[] =>
    activities.map(({ action, fieldName, body }) => `${action} ${String(fieldName)}: ${body}`);

  it('are created with every default and one entry (C9.2)', async () => {
    const sent = { id: 'A.1:x', title: ' Login ', severity: 2 };
    const created = await boss.send('post', '/alerts', { body: sent });
    expect(created.status).to.equal(201);
    expect(created.headers).to.include({ location: 'alerts/A.1:x', etag: '"1"' });
    const { data } = created.body as { data: Alert };
    const at = '2026-01-15T10:00:00.000Z';
    const expected = {
      id: 'A.1:x',
      tiny_id: data.tiny_id,
      owner: 'securitySolution',
      title: 'Login',
      description: '',
      status: 'open',
      severity: 'medium',
      type: null,
      source: null,
      source_ref: null,
      external_link: null,
      tlp: 2,
      pap: 2,
      assigned_to: null,
      tags: [],
      custom_fields: {},
      observables: [],
      case_id: null,
      created_by: { username: 'boss', image: null },
      created_at: at,
      updated_at: at,
      version: 1,
    };
    expect(JSON.stringify(data)).to.equal(JSON.stringify(expected));
    const got = await boss.get('/alerts/A.1:x');
    expect(got.body).to.deep.equal(created.body);
    expect(got.headers['etag']).to.equal('"1"');
    expect(told(await boss.activities('A.1:x'))).to.deep.equal(['created null: Alerta creada']);
  });

  it('have an id that is taken once', async () => {
    const { id } = await boss.create({ id: 'once' });
    const again = await boss.send('post', '/alerts', { body: { id, title: 'T', severity: 1 } });
    expect(failureOf(again)).to.deep.equal({
      status: 409,
      code: 'ALERT_EXISTS',
      message: 'Ya existe una alerta con ese identificador',
    });
    expect((await boss.create()).id).to.match(/^[0-9a-f-]{36}$/);
  });

  it('tell every change of a request in the documented order (C4, C9.3)', async () => {
    const { id } = await boss.create({
      tags: ['old', 'kept'],
      observables: [{ data_type: 'ip', data: '1' }],
    });
    now = new Date(now.getTime() + 1000);
    const changed = await boss.patch(id, {
      custom_fields: { b: 1, a: 'x' },
      observables: [{ data_type: 'ip', data: '2' }],
      tags: ['kept', 'new'],
      assigned_to: 'eva',
      pap: 3,
      tlp: 1,
      external_link: 'https://x.example/1',
      source_ref: 'r',
      source: 's',
      type: 't',
      severity: 'low',
      status: 'closed',
      description: 'D',
      title: 'New',
    });
    expect(changed).to.include({ version: 2, updated_at: now.toISOString(), title: 'New' });
    const fields = (await boss.activities(id)).map(
      ({ action, fieldName }) => `${action} ${String(fieldName)}`,
    );
    expect(fields.reverse()).to.deep.equal([
      'created null',
      ...['title', 'description', 'status', 'severity', 'type', 'source', 'source_ref'].map(
        (f) => `updated ${f}`,
      ),
      ...['external_link', 'tlp', 'pap', 'assigned_to'].map((f) => `updated ${f}`),
      'removed tags',
      'added tags',
      'removed observables',
      'added observables',
      'updated custom_fields.a',
      'updated custom_fields.b',
    ]);
  });

  it('write nothing for what stays the same (C9.3)', async () => {
    const { id } = await boss.create({ tags: ['a', 'b'], custom_fields: { k: 1 } });
    const same = {
      severity: 3,
      tags: ['b', ' a'],
      title: 'Suspicious login ',
      custom_fields: { x: null, k: 1 },
    };
    const kept = await boss.patch(id, same);
    expect(kept).to.deep.include({ version: 1, tags: ['a', 'b'], custom_fields: { k: 1 } });
    expect(await boss.activities(id)).to.have.length(1);
  });

  it('merge custom fields, of which null clears one', async () => {
    const { id } = await boss.create({ custom_fields: { a: 1, b: ['x'], none: null } });
    const { custom_fields: fields } = await boss.patch(id, { custom_fields: { a: null, c: false } });
    expect(fields).to.deep.equal({ b: ['x'], c: false });
    expect(told(await boss.activities(id, '?limit=2'))).to.deep.equal([
      "updated custom_fields.c: Estableció el campo 'c' en 'false'",
      "updated custom_fields.a: Borró el campo 'a' (antes '1')",
    ]);
    const many = Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`k${String(i)}`, i]));
    const refused = await boss.send('patch', `/alerts/${id}`, { body: { custom_fields: many } });
    expect(failureOf(refused).message).to.equal("El valor del campo 'custom_fields' no es válido");
  });

  it('take comments verbatim without a new version', async () => {
    const { id } = await boss.create();
    const body = ' <b>{x}</b>\n';
    const response = await boss.send('post', `/alerts/${id}/comments`, { body: { body } });
    expect(response.status).to.equal(201);
    const { data } = response.body as { data: Record<string, unknown> };
    expect(Object.keys(data)).to.deep.equal([
      ...['id', 'alert_id', 'body', 'created_by', 'created_at', 'updated_at', 'version'],
    ]);
    expect(data).to.deep.include({
      alert_id: id,
      body,
      version: 1,
      created_by: { username: 'boss', image: null },
    });
    expect(response.headers).to.include({ etag: '"1"', location: `comments/${String(data['id'])}` });
    expect((await boss.get(`/alerts/${id}`)).body.data.version).to.equal(1);
    expect(told(await boss.activities(id, '?limit=1'))).to.deep.equal([`commentAdded null: ${body}`]);
  });

  it('show everyone in every language, and words for no one in the viewer’s', async () => {
    const { id } = await new AlertClient(host, { ...BOSS, kind: 'system' }).create();
    const english = await boss.get(`/alerts/${id}?lang=en`);
    expect(english.body.data.created_by).to.deep.equal({ username: 'system', image: null });
  });

  it('live in one space', async () => {
    const { id } = await boss.create();
    expect((await new AlertClient(host, BOSS, 'default').get(`/alerts/${id}`)).status).to.equal(200);
    const elsewhere = await new AlertClient(host, BOSS, 'nowhere').get(`/alerts/${id}`);
    expect(failureOf(elsewhere).code).to.equal('FORBIDDEN');
  });
});
