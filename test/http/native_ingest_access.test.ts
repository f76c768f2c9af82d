import { expect } from 'chai';
import type { Response } from 'supertest';
import type { NativeProblem } from '../../common/native.js';
import type { Principal } from '../../server/access/principal.js';
import { BOSS, ROLES, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { aChange, aServer, lineOf, linesOf, problemOf, recorded, WRITER } from '../support/ingest.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient } from '../support/native.js';

const role = (name: string, feature: object): object => ({
  ...{ name, kibana: [{ spaces: ['default'], base: [], feature }] },
});
const MORE = [
  role('settler', { securitySolutionCases: ['minimal_all', 'cases_settings'] }),
  role('only_settings', { securitySolutionCases: ['read', 'cases_settings'] }),
  role('blind', { securitySolutionCases: ['cases_delete'] }),
];

atMounts('who may record what (N1.2)', () => {
  let host: TestHost;
  let boss: NativeClient;
  before(async () => {
    const spaces = [{ id: 'second', name: 'Second' }];
    host = await startAlertHost({ config: { security: { roles: [...ROLES, ...MORE] }, spaces } });
    boss = new NativeClient(host, BOSS);
  });
  after(() => host.stop());

  const as = (name: string, more: Partial<Principal> = {}): NativeClient =>
    new NativeClient(host, { username: name, roles: [name], ...more });
  const update = aChange({ before: { state: 'new' }, after: { state: 'x' } });
  const mine = { actor: { kind: 'user', username: 'other' } } as const;
  const said = ({ status, body }: Response): unknown => [status, (body as Partial<NativeProblem>).code];

  for (const [name, creates, updates, attributes] of [
    ['writer', 201, 201, 403],
    ['settler', 201, 201, 201],
    ['analyst', 201, 201, 201],
    ['reader', 403, 403, 403],
    ['only_settings', 403, 403, 403],
    ['stranger', 403, 403, 403],
    ['eraser', 403, 403, 403],
    ['blind', 403, 403, 403],
  ] as const) {
    it(`a ${name}: create ${String(creates)}, update ${String(updates)}, in another's name ${String(attributes)}`, async () => {
      const client = as(name);
      const [old, fresh] = [aServer(), aServer()];
      await recorded(boss, old.path, aChange());
      expect((await client.post(`${fresh.path}/entries`, aChange())).status).to.equal(creates);
      expect((await client.post(`${old.path}/entries`, update)).status).to.equal(updates);
      for (const more of [mine, { at: '2016-02-29' }]) {
        const change = { ...aChange(), ...more };
        expect((await client.post(`${aServer().path}/entries`, change)).status).to.equal(attributes);
      }
    });
  }

  it('is narrowed by scopes before anything else is looked at', async () => {
    const { path } = aServer();
    const narrow = as('writer', { scopes: ['activity:read', 'alerts:write'] });
    const { detail } = problemOf(await narrow.post(`${path}/entries`, '{', {}), 403, 'FORBIDDEN');
    expect(detail).to.equal('Missing scope: activity:write');
    problemOf(await narrow.lines([lineOf(aServer(), 1)]), 403, 'FORBIDDEN');
    expect(
      (await as('writer', { scopes: ['activity:write'] }).post(`${path}/entries`, aChange())).status,
    ).to.equal(201);
  });

  it('ends at the space', async () => {
    const { path } = aServer();
    await recorded(boss, path, aChange());
    const second = new NativeClient(host, BOSS, 'second');
    expect((await second.post(`${path}/entries`, aChange())).status).to.equal(201);
    problemOf(
      await new NativeClient(host, WRITER, 'second').post(`${path}/entries`, update),
      403,
      'FORBIDDEN',
    );
    problemOf(
      await new NativeClient(host, BOSS, 'none').post(`${path}/entries`, update),
      404,
      'SPACE_NOT_FOUND',
    );
  });

  describe('of a record that the caller may not see', () => {
    const gone = { owner: 'securitySolution', before: {} };
    let hidden: string;
    let foreign: string;
    let none: string;
    beforeEach(async () => {
      [hidden, foreign, none] = [aServer().path, aServer().path, aServer().path];
      await recorded(boss, hidden, aChange({ after: { state: 'new', tlp: 4 } }));
      await recorded(boss, foreign, aChange({ owner: 'observability' }));
    });

    it('says what is said of none to whoever may create none', async () => {
      for (const name of ['reader', 'eraser', 'only_settings']) {
        for (const change of [aChange(), update, gone]) {
          const [absent, above, other] = await Promise.all(
            [none, hidden, foreign].map((path) => as(name).post(`${path}/entries`, change)),
          );
          const wanted = change === gone ? [404, 'RECORD_NOT_FOUND'] : [403, 'FORBIDDEN'];
          for (const one of [absent, above, other]) expect(one && said(one), name).to.deep.equal(wanted);
          const bare = (one?: Response): object => ({ ...(one?.body as object), requestId: '' });
          expect(bare(above)).to.deep.equal(bare(absent));
          expect(bare(other)).to.deep.equal(bare(absent));
        }
      }
    });

    it('is that there is none, also to whoever may create some', async () => {
      for (const path of [hidden, foreign]) {
        for (const change of [aChange(), update, gone]) {
          problemOf(await as('writer').post(`${path}/entries`, change), 404, 'RECORD_NOT_FOUND');
        }
      }
      const { head } = await boss.read<{ head: number }>(hidden);
      expect(head).to.equal(1);
    });

    it('is the same in batches and lines', async () => {
      const [, , kind = '', id = ''] = hidden.split('/');
      const named = { record: { kind, id }, ...update };
      const batch = await as('writer').post('/entries', { changes: [named] });
      const { errors } = problemOf(batch, 404, 'RECORD_NOT_FOUND');
      expect(errors).to.deep.equal([{ pointer: '/changes/0', detail: 'There is no such record.' }]);
      const [line] = linesOf(await as('writer').lines([lineOf({ kind: 'server', id }, 1, update)]));
      expect(line?.status === 'failed' && line.problem.code).to.equal('RECORD_NOT_FOUND');
    });
  });

  it('ends at the clearance: nobody records what they could not see', async () => {
    const { path } = aServer();
    const above = aChange({ after: { state: 'new', tlp: 4 } });
    problemOf(await as('writer').post(`${path}/entries`, above), 403, 'FORBIDDEN');
    await recorded(boss, path, aChange());
    const raised = aChange({ before: {}, after: { pap: 4 } });
    problemOf(await as('writer').post(`${path}/entries`, raised), 403, 'FORBIDDEN');
  });

  it('is asked for an id that cannot exist: it names nothing', async () => {
    for (const path of [
      `/records/server/${'x'.repeat(513)}`,
      `/records/${'k'.repeat(65)}/a`,
      '/records/server/%00',
    ]) {
      problemOf(await boss.post(`${path}/entries`, aChange()), 404, 'RECORD_NOT_FOUND');
    }
  });
});
