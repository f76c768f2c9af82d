import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { MAX_SEQ } from '../../common/constants.js';
import { AlertClient, BOSS, failureOf, ROLES, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { KeptLog } from '../support/kept_log.js';
import { lengthen } from '../support/long_history.js';
import { atMounts } from '../support/mounts.js';

const NO_ACCESS = 'No tiene permiso para acceder a esta información';
const NOT_FOUND = [404, 'ALERT_NOT_FOUND', 'Alerta no encontrada'] as const;
const spaces = ['default', 'team'].map((id) => ({ id, name: id }));

atMounts('the status of the activities of an alert (C2.5)', () => {
  const log = new KeptLog();
  const now = new Date('2026-01-15T10:00:00.000Z');
  let host: TestHost;
  before(async () => {
    const casebender = { rateLimits: { basic: { burst: 1 } } };
    host = await startAlertHost({
      ...{ logger: log, clock: () => now },
      config: { security: { roles: ROLES }, log: false, spaces, casebender },
    });
    const boss = new AlertClient(host, BOSS);
    for (const alert of [{ id: 'plain' }, { id: 'red', tlp: 3, pap: 3 }, { id: 'hidden', pap: 3 }]) {
      await boss.create(alert);
    }
    for (const id of ['deleted', 'damaged']) await boss.create({ id });
    await boss.send('delete', '/alerts/deleted');
    await new AlertClient(host, BOSS, 'team').create({ id: 'team' });
    await lengthen(host.storage, { space: 'default', kind: 'alert', id: 'damaged' }, MAX_SEQ - 1);
  });
  after(() => host.stop());

  const reader: Principal = { username: 'ana', roles: ['reader'] };
  const table: readonly (readonly [
    string,
    { readonly as?: Principal; readonly space?: string },
    string,
    readonly [number, string?, string?],
  ])[] = [
    ['of a readable alert', { as: reader }, 'plain', [200]],
    ['without credentials', {}, 'plain', [401, 'UNAUTHORIZED', 'Token de autenticación faltante o inválido']],
    ['without the right', { as: { roles: ['eraser'] } }, 'plain', [403, 'FORBIDDEN', NO_ACCESS]],
    ['without the scope', { as: { ...BOSS, scopes: [] } }, 'plain', [403, 'FORBIDDEN', NO_ACCESS]],
    ['in a space of nobody', { as: BOSS, space: 'none' }, 'plain', [403, 'FORBIDDEN', NO_ACCESS]],
    ['in a space of others', { as: reader, space: 'team' }, 'team', [403, 'FORBIDDEN', NO_ACCESS]],
    ['above both clearances', { as: reader }, 'red', [403, 'TLP_RESTRICTED', NO_ACCESS]],
    ['above the PAP clearance', { as: reader }, 'hidden', [403, 'PAP_RESTRICTED', NO_ACCESS]],
    ['of an alert that is not there', { as: reader }, 'none', NOT_FOUND],
    ['of a deleted alert', { as: BOSS }, 'deleted', NOT_FOUND],
    ['of an alert of another space', { as: BOSS }, 'team', NOT_FOUND],
    ['of an alert in another space', { as: BOSS, space: 'team' }, 'plain', NOT_FOUND],
    [
      'of page 0',
      { as: reader },
      'plain?page=0',
      [400, 'INVALID_REQUEST', "El parámetro 'page' debe ser un número entero entre 1 y 2147483647"],
    ],
  ];
  for (const [what, { as, space }, path, [status, code, message]] of table) {
    it(`is ${String(status)} ${what}`, async () => {
      const [id = '', query] = path.split('?');
      const client = new AlertClient(host, as, space);
      const answer = await client.get(`/alerts/${id}/activities${query === undefined ? '' : `?${query}`}`);
      if (status !== 200) expect(failureOf(answer)).to.deep.equal({ status, code, message });
      else
        expect([answer.status, Object.keys(answer.body as object)]).to.deep.equal([200, ['status', 'data']]);
    });
  }

  it('is 429 above the limit', async () => {
    const client = new AlertClient(host, { ...reader, username: 'often', tier: 'basic' });
    const answers = [];
    for (let i = 0; i < 2; i += 1) answers.push(await client.get('/alerts/plain/activities'));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 429]);
    const message = 'Límite de solicitudes superado; inténtelo de nuevo en 1 segundo';
    const refused = { status: 429, code: 'RATE_LIMITED', message };
    expect(answers[1] && failureOf(answers[1])).to.deep.equal(refused);
  });

  it('is 500 of a history that is not whole, with the reason in the log alone', async () => {
    log.clear();
    const answer = await new AlertClient(host, BOSS).get('/alerts/damaged/activities');
    const refused = { status: 500, code: 'INTERNAL_ERROR', message: 'Error del servidor' };
    expect(failureOf(answer)).to.deep.equal(refused);
    expect(log.errors).to.have.length(1);
  });
});
