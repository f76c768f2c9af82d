import { expect } from 'chai';
import type { Right } from '../../server/access/access.js';
import { allowsScope, grantsOf, hasGlobalGrant, hasLogin, rightsIn } from '../../server/access/privileges.js';
import type { RoleEntry } from '../../server/access/privileges.js';
import { anEntry, aSpace } from '../support/access.js';

const OWNERS = [
  { id: 'cases', feature: 'generalCases', section: 'Management' },
  { id: 'observability', feature: 'observabilityCases', section: 'Observability' },
  { id: 'mine', feature: 'myFeature', section: 'Mine' },
];
const ALL: Right[] = [
  'read',
  'create',
  'update',
  'push',
  'delete',
  'settings',
  'createComment',
  'reopen',
  'assign',
];
const WRITE: Right[] = ['read', 'create', 'update', 'push'];

const grants = (...entries: readonly RoleEntry[]) => ({
  superuser: false,
  roles: entries.map((entry, i) => ({ name: String(i), kibana: [entry] })),
});
const SUPERUSER = { superuser: true, roles: [] };

const rightsOf = (entry: Partial<RoleEntry>, owner: string, space = aSpace()) => [
  ...(rightsIn(space, grants(anEntry(entry)), OWNERS).get(owner) ?? []),
];

describe('feature privileges (K13.3)', () => {
  const table: readonly (readonly [string, readonly Right[], readonly Right[], readonly Right[]])[] = [
    ['all', ALL, ALL, ALL],
    ['minimal_all', WRITE, [...WRITE, 'assign'], [...WRITE, 'assign', 'createComment', 'reopen']],
    ['read', ['read'], ['read'], ['read']],
    ['minimal_read', ['read'], ['read'], ['read']],
    ['cases_delete', ['delete'], ['delete'], ['delete']],
    ['cases_settings', ['settings'], ['settings'], ['settings']],
    ['create_comment', ['createComment'], ['createComment'], []],
    ['case_reopen', ['reopen'], ['reopen'], []],
    ['cases_assign', ['assign'], [], []],
    ['unknown', [], [], []],
  ];
  for (const [privilege, v3, v2, v1] of table) {
    it(`of ${privilege} follow the generation of the feature`, () => {
      const held = (id: string, owner = 'cases') => rightsOf({ feature: { [id]: [privilege] } }, owner);
      expect(held('generalCasesV3')).to.have.members([...v3]);
      expect(held('generalCasesV2')).to.have.members([...v2]);
      expect(held('generalCases')).to.have.members([...v1]);
      expect(held('myFeature', 'mine')).to.have.members([...v3]);
      expect(held('myFeatureV2', 'mine')).to.have.members([...v2]);
      expect(held('myFeatureV3', 'mine')).to.have.members([...v3]);
    });
  }

  it('do not spill over to another owner', () => {
    expect(rightsOf({ feature: { generalCases: ['all'] } }, 'observability')).to.deep.equal([]);
  });

  it('of several roles add up', () => {
    const two = grants(
      anEntry({ feature: { generalCasesV3: ['read'] } }),
      anEntry({ feature: { generalCasesV3: ['cases_delete'] } }),
    );
    expect([...(rightsIn(aSpace(), two, OWNERS).get('cases') ?? [])]).to.have.members(['read', 'delete']);
  });

  it('of base hold for every owner', () => {
    expect(rightsOf({ base: ['read'] }, 'cases')).to.deep.equal(['read']);
    expect(rightsOf({ base: ['all'] }, 'mine')).to.have.members(ALL);
    expect(rightsOf({ base: ['minimal_all', 'cases_delete', 'other'] }, 'mine')).to.deep.equal([]);
  });

  it('apply in the spaces of their entry', () => {
    const base = ['read'];
    const held = (spaces: readonly string[]) => rightsOf({ base, spaces }, 'cases').length > 0;
    expect(held(['team-a']), 'the space').to.equal(true);
    expect(held(['*']), 'all spaces').to.equal(true);
    expect(held([]), 'missing spaces').to.equal(true);
    expect(held(['team-b']), 'another space').to.equal(false);
  });

  it('are all a superuser has, on every owner', () => {
    const rights = rightsIn(aSpace(), SUPERUSER, OWNERS);
    expect([...rights.keys()]).to.deep.equal(['cases', 'observability', 'mine']);
    expect([...(rights.get('mine') ?? [])]).to.have.members(ALL);
  });

  for (const id of ['generalCases', 'generalCasesV2', 'generalCasesV3']) {
    it(`are nobody's in a space that disables ${id}`, () => {
      const space = aSpace({ disabledFeatures: [id] });
      expect([...rightsIn(space, SUPERUSER, OWNERS).keys()]).to.deep.equal(['observability', 'mine']);
      expect(rightsOf({ base: ['all'] }, 'cases', space)).to.deep.equal([]);
    });
  }

  for (const family of ['generalCases', 'observabilityCases', 'securitySolutionCases']) {
    for (const feature of [family, `${family}V2`, `${family}V3`]) {
      it(`of an owner with the feature ${feature} are those of its family`, () => {
        const owners = [{ id: 'o', feature, section: 'S' }];
        const held = (id: string) => {
          const role = grants(anEntry({ feature: { [id]: ['create_comment', 'cases_assign', 'read'] } }));
          return [...(rightsIn(aSpace(), role, owners).get('o') ?? [])];
        };
        expect(held(family)).to.have.members(['read']);
        expect(held(`${family}V2`)).to.have.members(['read', 'createComment']);
        expect(held(`${family}V3`)).to.have.members(['read', 'createComment', 'assign']);
      });
    }
  }
});

describe('a login in a space', () => {
  const table: readonly (readonly [string, Partial<RoleEntry>, boolean])[] = [
    ['base', { base: ['read'], spaces: ['team-a'] }, true],
    ['a feature of something else', { feature: { discover: ['read'] }, spaces: ['team-a'] }, true],
    ['an unknown privilege', { feature: { generalCases: ['?'] } }, true],
    ['a feature without privileges', { feature: { generalCases: [] } }, false],
    ['nothing', {}, false],
    ['a grant in another space', { base: ['all'], spaces: ['team-b'] }, false],
  ];
  for (const [what, entry, expected] of table) {
    it(`${expected ? 'comes' : 'does not come'} with ${what}`, () => {
      expect(hasLogin(grants(anEntry(entry)), 'team-a')).to.equal(expected);
    });
  }

  it('is a superuser’s everywhere', () => {
    expect(hasLogin(SUPERUSER, 'anywhere')).to.equal(true);
  });

  it('is not everybody’s who names a role that does not exist', () => {
    expect(hasLogin(grantsOf({ roles: ['ghost'] }, new Map()), 'team-a')).to.equal(false);
  });
});

describe('a grant on all spaces', () => {
  it('is a superuser’s, or one for `*` or without spaces', () => {
    expect(hasGlobalGrant(SUPERUSER)).to.equal(true);
    expect(hasGlobalGrant(grants(anEntry({ base: ['read'], spaces: ['*'] })))).to.equal(true);
    expect(hasGlobalGrant(grants(anEntry({ base: ['read'] })))).to.equal(true);
    expect(hasGlobalGrant(grants(anEntry({ base: ['read'], spaces: ['team-a'] })))).to.equal(false);
    expect(hasGlobalGrant(grants(anEntry({ spaces: ['*'] })))).to.equal(false);
  });
});

describe('scopes', () => {
  const allows = (scopes: readonly string[] | undefined) => allowsScope({ roles: [], scopes }, 'alerts:read');

  it('narrow nothing when absent and allow nothing when empty', () => {
    expect(allows(undefined)).to.equal(true);
    expect(allows([])).to.equal(false);
  });

  it('allow what they name, and everything with admin:*', () => {
    expect(allows(['alerts:read'])).to.equal(true);
    expect(allows(['alerts:write'])).to.equal(false);
    expect(allows(['admin:*'])).to.equal(true);
  });
});
