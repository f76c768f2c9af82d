import { expect } from 'chai';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import { Gate } from '../../server/access/gate.js';
import type { ProtectedOperation } from '../../server/access/protected_operations.js';
import { configuredSpaces } from '../../server/access/spaces.js';
import { isActivityError } from '../../server/domain/errors.js';
import { aCaller, anAccess, anEntry, aSpace, KeptAudit } from '../support/access.js';

const OWNERS = [
  { id: 'cases', feature: 'generalCases', section: 'Management' },
  { id: 'observability', feature: 'observabilityCases', section: 'Observability' },
];
const ROLES = [
  { name: 'reader', kibana: [anEntry({ spaces: ['team-a'], feature: { generalCases: ['read'] } })] },
  { name: 'global', kibana: [anEntry({ spaces: ['*'], feature: { discover: ['read'] } })] },
];

function aGate() {
  const audit = new KeptAudit();
  const gate = new Gate({
    owners: OWNERS,
    roles: ROLES,
    spaces: configuredSpaces([aSpace()]),
    audit: new AuditLog(audit, () => new Date(0)),
  });
  return { gate, audit };
}

async function refusalOf(promise: Promise<unknown>): Promise<readonly [string, string]> {
  try {
    await promise;
  } catch (error) {
    if (isActivityError(error)) return [error.code, error.message];
    throw error;
  }
  throw new Error('It was allowed.');
}

describe('entering a space (K13.1)', () => {
  it('gives the rights and clearances there', async () => {
    const access = await aGate().gate.enter(aCaller({ username: 'mira', roles: ['reader'] }), 'team-a');
    expect(access.space.name).to.equal('Team A');
    expect([...access.rights].map(([owner, rights]) => [owner, ...rights])).to.deep.equal([
      ['cases', 'read'],
    ]);
    expect([access.tlpClearance, access.papClearance]).to.deep.equal([2, 2]);
  });

  it('gives a superuser the highest clearances', async () => {
    const access = await aGate().gate.enter(aCaller({ roles: ['superuser'] }), 'default');
    expect([access.tlpClearance, access.papClearance]).to.deep.equal([4, 4]);
  });

  it('is possible with a grant for something else, which gives no rights', async () => {
    const access = await aGate().gate.enter(aCaller({ roles: ['global'] }), 'team-a');
    expect(access.rights.size).to.equal(0);
  });

  const refused: readonly (readonly [string, string, string, string, string])[] = [
    ['without a login', 'reader', 'default', 'FORBIDDEN', 'Unauthorized to get default space'],
    ['without any role', 'ghost', 'team-a', 'FORBIDDEN', 'Unauthorized to get team-a space'],
    ['that is missing', 'reader', 'gone', 'FORBIDDEN', 'Unauthorized to get gone space'],
    [
      'that is missing, with a grant on all',
      'global',
      'gone',
      'SPACE_NOT_FOUND',
      'Saved object [space/gone] not found',
    ],
    [
      'that is missing, as a superuser',
      'superuser',
      'gone',
      'SPACE_NOT_FOUND',
      'Saved object [space/gone] not found',
    ],
  ];
  for (const [what, role, space, code, message] of refused) {
    it(`is refused ${what}`, async () => {
      const { gate, audit } = aGate();
      const refusal = await refusalOf(gate.enter(aCaller({ username: 'mira', roles: [role] }), space));
      expect(refusal).to.deep.equal([code, message]);
      expect(audit.events.map(({ message: text }) => text)).to.deep.equal([
        `Failed attempt to access space [id=${space}]`,
      ]);
      expect(audit.events[0]?.user).to.deep.equal({ name: 'mira', id: undefined, roles: [role] });
    });
  }
});

describe('the check of entities (K13.4)', () => {
  const access = anAccess({ cases: ['read', 'update'], observability: ['read'] });
  const ensure = (
    operation: ProtectedOperation | readonly ProtectedOperation[],
    ...owners: readonly string[]
  ) => {
    aGate().gate.ensure(
      access,
      operation,
      owners.map((owner, i) => ({ id: String(i), owner })),
    );
  };

  it('passes when every operation is allowed on every owner', () => {
    ensure('getCase', 'cases', 'observability');
    ensure(['getCase', 'updateCase'], 'cases');
  });

  it('passes an empty list', () => {
    ensure('deleteCase');
  });

  const refused: readonly (readonly [
    ProtectedOperation | readonly ProtectedOperation[],
    readonly string[],
    string,
  ])[] = [
    ['getUserActions', ['gone'], 'Unauthorized to access user actions with owners: "gone"'],
    ['getCase', ['gone'], 'Unauthorized to access case with owners: "gone"'],
    [
      'updateCase',
      ['cases', 'observability', 'cases'],
      'Unauthorized to update case with owners: "cases, observability"',
    ],
    ['createComment', ['cases'], 'Unauthorized to create comments with owners: "cases"'],
    ['reopenCase', ['cases'], 'Unauthorized to update case with owners: "cases"'],
    [['updateCase', 'pushCase', 'deleteCase'], ['cases'], 'Unauthorized to push case with owners: "cases"'],
    ['createConfiguration', ['cases'], 'Unauthorized to create case configuration with owners: "cases"'],
  ];
  for (const [operation, owners, message] of refused) {
    it(`refuses: ${message}`, () => {
      expect(() => {
        ensure(operation, ...owners);
      })
        .to.throw(message)
        .that.has.property('code', 'FORBIDDEN');
    });
  }
});

describe('the check of lists (K13.4)', () => {
  const { gate } = aGate();

  it('answers the owners on which the operation is allowed', () => {
    const access = anAccess({ cases: ['read'], observability: ['delete'] });
    expect(gate.readableOwners(access, 'findCases')).to.deep.equal(['cases']);
  });

  const phrases: readonly (readonly [ProtectedOperation, string])[] = [
    ['findUserActions', 'access user actions'],
    ['findCases', 'access cases'],
    ['findComments', 'access comments'],
    ['getTags', 'access case'],
    ['findConfigurations', 'access case configurations'],
  ];
  for (const [operation, phrase] of phrases) {
    it(`refuses to ${phrase} (${operation}) when there is none`, () => {
      expect(() => gate.readableOwners(anAccess({ cases: ['delete'] }), operation))
        .to.throw(`Unauthorized to ${phrase} of any owner`)
        .that.has.property('code', 'FORBIDDEN');
    });
  }
});
