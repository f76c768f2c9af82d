import { expect } from 'chai';
import type { Response } from 'supertest';
import request from 'supertest';
import { routeTables } from '../../scripts/route_tables.js';
import type { Principal } from '../../server/access/principal.js';
import type { Route } from '../../server/http/route.js';
import { accepted, KibanaClient, NO_CONNECTOR } from '../support/kibana.js';
import { aConfiguration } from '../support/kibana_configurations.js';
import type { Naming } from '../support/naming.js';
import { ROUTES } from '../support/record_routes.js';
import { BOSS, headersOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { asFarAsItGoes } from '../support/open_answers.js';
import { atMounts } from '../support/mounts.js';

/** What no refused answer may contain. */
const TITLE = 'Merger with Initech';

const SERVED = routeTables()
  .filter(({ id }) => id !== 'operations')
  .flatMap(({ path: prefix, routes }) =>
    routes.map(({ method, path }) => ({ method, name: `${method} ${prefix === '/' ? '' : prefix}${path}` })),
  );

const CLEARED: Principal = { username: 'ana', roles: ['analyst'], tlpClearance: 3, papClearance: 3 };

const codeOf = ({ body }: Response): unknown => (body as { code?: unknown }).code;

atMounts('the guard of records', () => {
  let host: TestHost;
  let counter = 0;
  before(async () => {
    host = await startAlertHost();
    // Without it no field could be put.
    const field = { key: 'place', label: 'Place', type: 'text', required: false };
    const configuration = aConfiguration({ owner: 'securitySolution', customFields: [field] });
    accepted(
      await new KibanaClient(host, { headers: headersOf(BOSS) }).send(
        'post',
        '/api/cases/configure',
        configuration,
      ),
    );
  });
  after(() => host.stop());

  async function aRecord(kind: string, state: object, deleted = false): Promise<string> {
    counter += 1;
    const input = {
      subject: { space: 'default', kind, id: `r-${String(counter)}` },
      owner: 'securitySolution',
      actor: { kind: 'system' } as const,
    };
    const before = { title: TITLE, connector: NO_CONNECTOR, ...state };
    await host.activity.record({ ...input, after: before });
    if (deleted) await host.activity.record({ ...input, before: {} });
    return input.subject.id;
  }

  async function send(method: Route['method'], naming: Naming, id: string): Promise<Response> {
    const { path, body } = naming.send(id);
    const api = request(host.url);
    const sent = api[method](path)
      .set('kbn-xsrf', 'true')
      .set('x-test-principal', JSON.stringify(CLEARED))
      .parse(asFarAsItGoes);
    return body === undefined ? sent : sent.send(body);
  }

  it('is tried on every route there is', () => {
    expect(SERVED.map(({ name }) => name).sort()).to.deep.equal(Object.keys(ROUTES).sort());
  });

  for (const { method, name } of SERVED) {
    const naming = ROUTES[name];
    if (typeof naming !== 'object') continue;
    for (const kind of naming.kinds) {
      it(`lets ${name} serve a ${kind} at the clearance of the caller`, async () => {
        const response = await send(method, naming, await aRecord(kind, { tlp: 3, pap: 3 }));
        // Of the comments and connectors that are named there is none.
        expect(response.status, response.text).to.be.oneOf(
          /:commentId$|_push$/.test(name) ? [404] : [200, 201, 204, 409],
        );
      });

      for (const [what, state] of [
        ['TLP', { tlp: 4, pap: 1 }],
        ['PAP', { tlp: 1, pap: 4 }],
        ['a TLP that nobody can read', { tlp: 'RED' }],
      ] as const) {
        it(`has ${name} refuse a ${kind} above the clearance: ${what}`, async () => {
          const response = await send(method, naming, await aRecord(kind, state));
          expect(response.text).to.not.contain(TITLE);
          // What may not be seen does not exist there (N1.2).
          if (naming.deleted === 'kept' || naming.hidden === 404) {
            expect([response.status, codeOf(response)]).to.deep.equal([404, 'RECORD_NOT_FOUND']);
            return;
          }
          expect(response.status, response.text).to.equal(403);
          if (name.includes('/v1/')) {
            const code = what === 'PAP' ? 'PAP_RESTRICTED' : 'TLP_RESTRICTED';
            expect(response.body).to.include({ status: 'error', code });
          } else {
            expect(response.body).to.deep.equal({
              statusCode: 403,
              error: 'Forbidden',
              message: `The ${what === 'PAP' ? 'PAP' : 'TLP'} of the record is above the clearance of the caller.`,
            });
          }
        });
      }

      const knows = naming.deleted === 'kept' ? 'still show' : 'know nothing of';
      it(`has ${name} ${knows} a ${kind} that was deleted`, async () => {
        const response = await send(method, naming, await aRecord(kind, { tlp: 0, pap: 0 }, true));
        // The history of what was deleted is what an auditor comes for.
        if (naming.deleted === 'kept') {
          expect(response.status, response.text).to.equal(200);
          return;
        }
        expect(response.text).to.not.contain(TITLE);
        if (naming.deleted === 'nothing') {
          expect([response.status, Object.keys(response.body as object)]).to.deep.equal([200, []]);
        } else {
          expect(response.status).to.equal(404);
        }
      });
    }
  }

  it('takes a record without levels for 2, but a case for unrestricted, in both dialects', async () => {
    const low = JSON.stringify({ ...CLEARED, tlpClearance: 1, papClearance: 1 });
    const read = async (path: string): Promise<number> =>
      (await request(host.url).get(path).set('x-test-principal', low)).status;
    const incident = await aRecord('incident', {});
    expect(await read(`/api/cases/${incident}/user_actions`)).to.equal(403);
    expect(await read(`/v1/alerts/${incident}/activities`)).to.equal(403);
    const found = await aRecord('case', {});
    expect(await read(`/api/cases/${found}`)).to.equal(200);
    expect(await read(`/api/cases/${found}/user_actions`)).to.equal(200);
  });

  it('takes a level that is a digit as text for the number, and any other text for the highest', async () => {
    const principal = JSON.stringify(CLEARED);
    const read = async (tlp: string): Promise<number> => {
      const path = `/v1/alerts/${await aRecord('alert', { tlp })}`;
      return (await request(host.url).get(path).set('x-test-principal', principal)).status;
    };
    const answers = await Promise.all(['3', '4', '', 'x', '1x', 'x1', '11', ' 1'].map(read));
    expect(answers).to.deep.equal([200, ...Array<number>(7).fill(403)]);
  });
});
