import { expect } from 'chai';
import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import type { TestHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import { GRANTS, startGranted } from '../support/kibana_grants.js';
import { hasLogin, rightsOf } from '../support/kibana_rights.js';
import type { Asking } from '../support/kibana_rights.js';
import type { AskedRoute, Scene } from '../support/kibana_routes.js';
import { ASKED, aScene } from '../support/kibana_routes.js';
import type { TicketSystem } from '../support/ticket_system.js';
import { startTicketSystem } from '../support/ticket_system.js';

const OWNERS = ['cases', 'observability', 'securitySolution'];
/** The owner makes no difference to a store: on a database, which takes longer, there is one. */
const ASKED_OWNERS = process.env['MONGODB_URI'] === undefined ? OWNERS : OWNERS.slice(1, 2);
/** Where the cases are, and another space. */
const [HOME, ELSEWHERE] = ['team-a', 'team-b'];
const USERS = ['root', ...Object.keys(GRANTS)];

describe('who may do what: users, routes, owners, spaces (K13.2, K13.3, K13.4)', function () {
  this.timeout(180_000);
  let host: TestHost;
  let root: KibanaClient;
  let tickets: TicketSystem;
  let asked = 0;
  const audited: AuditEvent[] = [];
  before(async () => {
    tickets = await startTicketSystem();
    host = await startGranted(audited, { connectors: [tickets.connector()] });
    root = new KibanaClient(host, { username: 'root', space: HOME });
  });
  after(async () => {
    await host.stop();
    await tickets.stop();
    console.log(
      `      ${String(asked)} decisions of ${String(ASKED.length)} routes for ${String(USERS.length)} users`,
    );
  });

  for (const route of ASKED) {
    it(`is decided for ${route.name}`, async () => {
      for (const owner of ASKED_OWNERS) {
        let scene = await aScene(root, owner);
        for (const user of USERS) {
          for (const space of [HOME, ELSEWHERE]) {
            audited.length = 0;
            const answer = await route.send(new KibanaClient(host, { username: user, space }), scene);
            const refused = refusalOf(route, { user, space }, scene);
            const what = `${user} in ${space} about ${owner}: ${JSON.stringify(answer.body)}`;
            if (refused === undefined) expect(answer.status, what).to.be.oneOf([200, 204]);
            else if (refused === 404) expect(answer.status, what).to.equal(404);
            else expectError(answer, 403, refused);
            expectAudited(
              audited,
              { user, refused, names: Array.isArray(route.needs) && space === HOME },
              what,
            );
            if (refused === undefined && route.changes === true) scene = await aScene(root, owner);
            asked += 1;
          }
        }
      }
    });
  }
});

/** A refusal is on record as one, by whom; what was allowed is, where the route names something (K20). */
function expectAudited(
  audited: readonly AuditEvent[],
  { user, refused, names }: { user: string; refused: string | 404 | undefined; names: boolean },
  what: string,
): void {
  const outcomes = audited.map(({ event: { outcome } }) => outcome);
  for (const one of audited) expect(one.user.name, what).to.equal(user);
  if (typeof refused === 'string') expect(outcomes.at(-1), what).to.equal('failure');
  else expect(outcomes, what).to.not.include('failure');
  if (refused === undefined && names) expect(outcomes, what).to.not.be.empty;
}

/** Why the route is refused by the tables of K13, or that there is nothing to be found; `undefined`: it is not. */
function refusalOf(route: AskedRoute, asking: Asking, { owner }: Scene): string | 404 | undefined {
  const { needs, first, elsewhere } = route;
  if (!hasLogin(asking)) return `Unauthorized to get ${asking.space} space`;
  const readsAny = OWNERS.some((one) => rightsOf(asking, one).has('read'));
  const ofAny = typeof needs === 'object' && 'any' in needs ? needs.any : first;
  if (ofAny !== undefined && !readsAny) return `Unauthorized to ${ofAny} of any owner`;
  if (needs === 'login' || 'any' in needs) return undefined;
  // A comment is created for the owner that the request names, whether or not the case is there.
  const comesFirst = needs.some(([right]) => right === 'createComment');
  if (asking.space !== HOME && elsewhere !== undefined && !comesFirst) {
    return elsewhere === 404 ? 404 : undefined;
  }
  const missing = needs.find(([right]) => !rightsOf(asking, owner).has(right));
  if (missing !== undefined) return `Unauthorized to ${missing[1]} with owners: "${owner}"`;
  return asking.space !== HOME && elsewhere === 404 ? 404 : undefined;
}
