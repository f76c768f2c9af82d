import { expect } from 'chai';
import fc from 'fast-check';
import type { Principal } from '../../server/access/principal.js';
import { headersOf, startAlertHost } from '../support/casebender.js';
import type { HiddenRecord } from '../support/hidden_records.js';
import { anyPrincipal, enters, HIDDEN_RECORDS, READING_ROLES } from '../support/hidden_records.js';
import { recordHidden, secretOf, sees } from '../support/hidden_records.js';
import type { TestHost } from '../support/host.js';
import type { PlainAnswer } from '../support/kept_connections.js';
import { KeptConnections } from '../support/kept_connections.js';

/** Pairs of a principal and a record; elsewhere than on the embedded store each costs round trips. */
const PAIRS = process.env['MONGODB_URI'] === undefined ? 2_000 : 200;

/** The same roles, some of which may write as well. */
const WRITING_ROLES = READING_ROLES.map(({ name, kibana }, i) => ({
  name,
  kibana: kibana.map((entry) => ({
    ...entry,
    feature: Object.fromEntries(
      Object.keys(entry.feature).map((id) => [id, [i % 2 === 0 ? 'read' : 'minimal_all']]),
    ),
  })),
}));
const writes = ({ roles }: Principal, { space, owner }: HiddenRecord): boolean =>
  roles.some(
    (role) => role === `${space}-${owner}` && WRITING_ROLES.findIndex(({ name }) => name === role) % 2 === 1,
  );

describe(`${PAIRS.toLocaleString('en')} principals who change records (N1.2)`, function () {
  this.timeout(180_000);
  let host: TestHost;
  let connections: KeptConnections;
  before(async () => {
    const spaces = [{ id: 'second', name: 'Second' }];
    host = await startAlertHost({ config: { security: { roles: WRITING_ROLES }, spaces } });
    await recordHidden(host);
    connections = new KeptConnections(host.url);
  });
  after(async () => {
    connections.close();
    await host.stop();
  });

  function send(
    principal: Principal,
    { space, kind, owner }: HiddenRecord,
    id: string,
  ): Promise<PlainAnswer> {
    const below = space === 'default' ? '' : `/s/${space}`;
    const change = { owner, before: { title: 'no title' }, after: { title: 'another' } };
    return connections.send({
      ...{ method: 'POST', path: `${below}/api/activity/v1/records/${kind}/${id}/entries` },
      headers: { ...headersOf(principal), 'content-type': 'application/json' },
      body: JSON.stringify(change),
    });
  }
  const said = ({ status, text }: PlainAnswer): unknown => ({
    status,
    ...(JSON.parse(text) as object),
    requestId: '',
  });

  it('learn nothing of those that they may not see', async () => {
    const known = HIDDEN_RECORDS.filter(({ kind }) => kind !== 'alert');
    const statuses = new Set<number>();
    const pairs = fc.sample(fc.tuple(anyPrincipal, fc.constantFrom(...known)), { numRuns: PAIRS, seed: 15 });
    for (const [principal, record] of pairs) {
      const what = `${JSON.stringify(principal)} ${JSON.stringify(record)}`;
      const answer = await send(principal, record, record.id);
      statuses.add(answer.status);
      if (sees(principal, record)) {
        expect(answer.status, what).to.equal(writes(principal, record) ? 409 : 403);
        continue;
      }
      expect(answer.text, what).to.not.contain(secretOf(record));
      if (
        enters(principal, record.space) &&
        writes(principal, record) &&
        principal.tlpClearance !== undefined
      ) {
        // There is none, and none can be made.
        const mayMake = principal.tlpClearance >= 2 && (principal.papClearance ?? 2) >= 2;
        expect(answer.status, what).to.equal(mayMake ? 404 : 403);
      } else {
        const none = await send(principal, record, 'none');
        expect(said(answer), what).to.deep.equal(said(none));
      }
    }
    expect(statuses).to.deep.equal(new Set([403, 404, 409]));
  });
});
