import { expect } from 'chai';
import type { Response } from 'supertest';
import { AlertClient, failureOf } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { alertOf, createCase, sendCase, someAlerts, told } from '../support/linked_cases.js';

const value = (name: string) => `El valor del campo '${name}' no es válido`;
const missing = (name: string) => `El campo '${name}' es obligatorio`;
const unknown = (name: string) => `El campo '${name}' no se admite`;

describe('a case from alerts is refused as a whole', () => {
  let host: TestHost;
  let alerts: AlertClient;
  let ids: string[];
  before(async () => {
    host = await startHost({
      config: {
        security: { enabled: false },
        casebender: { statuses: ['new', 'open', 'In Progress', 'closed'] },
      },
    });
    alerts = new AlertClient(host);
    ids = await someAlerts(alerts, 2);
  });
  after(() => host.stop());

  const send = (body: object, query = ''): Promise<Response> =>
    alerts.send('post', `/alerts/create-case${query}`, { body });
  const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `t${String(i)}`);

  /** Whatever it was, no alert knows of it. */
  async function expectUntouched(): Promise<void> {
    for (const id of ids) {
      expect(await alertOf(alerts, id)).to.include({ case_id: null, version: 1 });
      expect(await told(alerts, id)).to.deep.equal([]);
    }
  }

  const ok = { title: 'T', severity: 'high', alert_ids: ['ID'] };
  const { title: _title, ...untitled } = ok;
  const { severity: _severity, ...ungraded } = ok;
  const { alert_ids: _ids, ...unlinked } = ok;
  const faults: readonly (readonly [object, string])[] = [
    [{}, missing('title')],
    [untitled, missing('title')],
    [ungraded, missing('severity')],
    [unlinked, missing('alert_ids')],
    [{ ...ok, title: ' ' }, value('title')],
    [{ ...ok, title: 'a\nb' }, value('title')],
    [{ ...ok, title: 'x'.repeat(161) }, value('title')],
    [{ ...ok, title: '🙂'.repeat(81) }, value('title')],
    [{ ...ok, title: 'cut \ud83d' }, value('title')],
    [{ ...ok, severity: 5 }, value('severity')],
    [{ ...ok, severity: 'grave' }, value('severity')],
    [{ ...ok, alert_ids: [] }, value('alert_ids')],
    [{ ...ok, alert_ids: 'ID' }, value('alert_ids')],
    [{ ...ok, alert_ids: ['ID', 1] }, value('alert_ids[1]')],
    [{ ...ok, alert_ids: many(101) }, value('alert_ids')],
    [{ ...ok, description: '' }, value('description')],
    [{ ...ok, description: ' \n' }, value('description')],
    [{ ...ok, description: 'x'.repeat(30_001) }, value('description')],
    [{ ...ok, description: null }, value('description')],
    [{ ...ok, status: 'nope' }, value('status')],
    [{ ...ok, status: 'in_progress' }, value('status')],
    // Configured, but no status of a case.
    [{ ...ok, status: 'new' }, value('status')],
    [{ ...ok, tlp: 5 }, value('tlp')],
    [{ ...ok, tlp: '2' }, value('tlp')],
    [{ ...ok, pap: -1 }, value('pap')],
    [{ ...ok, assigned_to: '' }, value('assigned_to')],
    [{ ...ok, tags: ['a', ''] }, value('tags[1]')],
    [{ ...ok, tags: many(101) }, value('tags')],
    [{ ...ok, custom_fields: { k: {} } }, value('custom_fields.k')],
    [{ ...ok, custom_fields: { constructor: 1 } }, unknown('custom_fields.constructor')],
    // In the order of C9.1, then the alerts.
    [{ alert_ids: [], tags: 1, pap: 9, severity: 9, title: '' }, value('title')],
    [{ ...ok, alert_ids: [], tags: 1, pap: 9 }, value('pap')],
    [{ ...ok, alert_ids: [], id: 'x' }, unknown('id')],
    [{ ...ok, alert_ids: [], custom_fields: 1 }, value('custom_fields')],
    ...['owner', 'type', 'source', 'external_link', 'observables', 'case_id', 'version', 'category'].map(
      (name) => [{ ...ok, [name]: 'x' }, unknown(name)] as const,
    ),
  ];
  for (const [body, message] of faults) {
    it(`for ${JSON.stringify(body).slice(0, 70)}`, async () => {
      const sent = JSON.parse(JSON.stringify(body).replace('"ID"', JSON.stringify(ids[0]))) as object;
      const refused = { status: 400, code: 'INVALID_REQUEST', message };
      expect(failureOf(await send(sent))).to.deep.equal(refused);
      await expectUntouched();
    });
  }

  it('but takes what is just within both limits', async () => {
    const [id = ''] = await someAlerts(alerts, 1);
    await createCase(alerts, [id], {
      ...{ title: ` ${'🙂'.repeat(80)} `, description: 'x'.repeat(30_000), tags: many(100) },
      status: 'In Progress',
    });
    expect((await alertOf(alerts, id)).case_id).to.be.a('string');
  });

  it('in the language of the request', async () => {
    expect(failureOf(await send({}, '?lang=en')).message).to.equal("Field 'title' is required");
    expect(failureOf(await send({}, '?lang=e')).message).to.equal("El parámetro 'lang' no es válido");
    const [id = ''] = await someAlerts(alerts, 1);
    await createCase(alerts, [id]);
    const again = { title: 'T', severity: 1, alert_ids: [id] };
    for (const [lang, message] of [
      ['es', 'La alerta ya está vinculada a un caso'],
      ['en', 'The alert is already linked to a case'],
      ['fr', 'L’alerte est déjà liée à un dossier'],
      ['pt', 'O alerta já está vinculado a um caso'],
      ['de', 'Der Alarm ist bereits mit einem Fall verknüpft'],
    ] as const) {
      const refused = { status: 409, code: 'ALERT_ALREADY_LINKED', message };
      expect(failureOf(await send(again, `?lang=${lang}`))).to.deep.equal(refused);
    }
  });

  it('when one of the alerts is not there, or was deleted', async () => {
    const [deleted = ''] = await someAlerts(alerts, 1);
    await alerts.send('delete', `/alerts/${deleted}`);
    const refused = { status: 404, code: 'ALERT_NOT_FOUND', message: 'Alerta no encontrada' };
    for (const id of [deleted, 'none', '', '__proto__', '\0', 'x'.repeat(2048), '🙂']) {
      expect(failureOf(await sendCase(alerts, [...ids, id])), id).to.deep.equal(refused);
    }
    expect(failureOf(await sendCase(alerts, ['x'.repeat(2049)])).message).to.equal(value('alert_ids[0]'));
    await expectUntouched();
  });

  it('when the alerts have not one owner', async () => {
    const other = await someAlerts(alerts, 1, { owner: 'observability' });
    const refused = { status: 400, code: 'INVALID_REQUEST', message: value('alert_ids') };
    expect(failureOf(await sendCase(alerts, [...ids, ...other]))).to.deep.equal(refused);
    // What is not there comes first.
    expect(failureOf(await sendCase(alerts, [...other, ...ids, 'none'])).status).to.equal(404);
    await expectUntouched();
  });

  it('when one of the alerts has a case', async () => {
    const linked = await someAlerts(alerts, 1);
    const first = await createCase(alerts, linked);
    expect(failureOf(await sendCase(alerts, [...ids, ...linked]))).to.include({
      ...{ status: 409, code: 'ALERT_ALREADY_LINKED' },
    });
    expect(await alertOf(alerts, linked[0] ?? '')).to.include({ case_id: first, version: 2 });
    await expectUntouched();
  });
});
