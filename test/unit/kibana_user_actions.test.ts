import { expect } from 'chai';
import fc from 'fast-check';
import type { KibanaUserAction } from '../../common/kibana_activity.js';
import type { Actor, Change } from '../../server/domain/activity.js';
import type { Json } from '../../server/domain/json.js';
import { anActivity, fieldChange, legacyTexts, presented } from '../support/kibana_activity.js';

describe('a user action in the legacy envelope (K3.1)', () => {
  it('has the keys of the published example in their order', async () => {
    const [text] = await legacyTexts([anActivity(fieldChange('status', 'in-progress'))]);
    expect(text).to.equal(
      JSON.stringify({
        created_at: '2025-03-04T08:15:30.120Z',
        created_by: { username: 'mira', email: 'mira@example.com', full_name: 'Mira Example' },
        owner: 'observability',
        action: 'update',
        payload: { status: 'in-progress' },
        type: 'status',
        action_id: '0d7a3f5c-2a44-4e0b-8f3f-3f1c2c8e7b01',
        case_id: 'INC "1"',
        comment_id: null,
      }),
    );
  });

  const actors: readonly (readonly [string, Actor, object])[] = [
    [
      'a user without full name',
      { kind: 'user', username: 'elastic' },
      { username: 'elastic', email: null, full_name: null },
    ],
    [
      'a user with a profile',
      { kind: 'user', username: 'a', profileUid: 'u_a_0' },
      { username: 'a', email: null, full_name: null, profile_uid: 'u_a_0' },
    ],
    ['an API key', { kind: 'key', username: 'ci' }, { username: 'ci', email: null, full_name: null }],
    ['nobody, security being off', { kind: 'anonymous' }, { username: null, email: null, full_name: null }],
    ['the host itself', { kind: 'system' }, { username: 'elastic/kibana', email: null, full_name: null }],
  ];
  for (const [name, actor, expected] of actors) {
    it(`names ${name}`, async () => {
      const { created_by: by } = await presented(fieldChange('title', 'x'), { actor });
      expect(by).to.deep.equal(expected);
      expect(Object.keys(by)).to.deep.equal(Object.keys(expected));
    });
  }

  it('names every actor of a stream where they alternate', async () => {
    const names = ['a', 'b', 'a', 'a'];
    const found = await legacyTexts(
      names.map((username) => anActivity(fieldChange('title', 'x'), { actor: { kind: 'user', username } })),
    );
    const users = found.map((text) => (JSON.parse(text) as KibanaUserAction).created_by.username);
    expect(users).to.deep.equal(names);
  });

  it('names every actor as they were then: a name or an address may be another by the next entry', async () => {
    const before: Actor = {
      kind: 'user',
      username: 'a',
      fullName: 'A',
      email: 'a@x.example',
      profileUid: 'u',
    };
    const changes: Partial<Actor>[] = [
      { fullName: 'B' },
      { email: 'b@x.example' },
      { profileUid: 'v' },
      { username: 'b' },
      { kind: 'system' },
      { fullName: undefined },
    ];
    for (const change of changes) {
      const actors = [before, { ...before, ...change }, before];
      const together = await legacyTexts(
        actors.map((actor) => anActivity(fieldChange('title', 'x'), { actor })),
      );
      const alone = actors.map(async (actor) =>
        legacyTexts([anActivity(fieldChange('title', 'x'), { actor })]),
      );
      expect(together).to.deep.equal((await Promise.all(alone)).flat());
    }
  });

  it('tells comments with the id of the attachment', async () => {
    for (const [verb, action] of [
      ['created', 'create'],
      ['updated', 'update'],
      ['deleted', 'delete'],
    ] as const) {
      const comment = { comment: 'x', type: 'user', owner: 'cases' };
      const found = await presented({ type: 'comment', verb, commentId: 'c-9', comment });
      expect([found.type, found.action, found.comment_id]).to.deep.equal(['comment', action, 'c-9']);
      expect(JSON.stringify(found.payload)).to.equal(
        '{"comment":{"type":"user","owner":"cases","comment":"x"}}',
      );
    }
  });

  it('tells the creation of a record of the host with defaults and its other fields as custom fields', async () => {
    const snapshot = { title: 'Printer', status: 'New', priority: 2, severity: 'low', gone: null };
    const { payload } = await presented({ type: 'created', snapshot });
    expect(payload).to.deep.equal({
      description: '',
      title: 'Printer',
      tags: [],
      connector: { id: 'none', name: 'none', type: '.none', fields: null },
      settings: { syncAlerts: false },
      owner: 'observability',
      severity: 'low',
      status: 'open',
      assignees: [],
      category: null,
      customFields: [
        { key: 'status', type: 'text', value: 'New' },
        { key: 'priority', type: 'number', value: 2 },
      ],
    });
    expect((await presented({ type: 'created', snapshot: {} })).payload).to.have.property('title', 'INC "1"');
  });

  it('shows an old case without the keys that later versions added', async () => {
    const snapshot = { title: 'T', description: 'D', tags: [], status: 'open', owner: 'cases' };
    const subject = { space: 'default', kind: 'case', id: 'c' };
    const { payload } = await presented({ type: 'created', snapshot }, { subject });
    expect(Object.keys(payload)).to.deep.equal([
      'description',
      'title',
      'tags',
      'connector',
      'settings',
      'owner',
      'status',
    ]);
  });

  it('exists for every change that anybody can record', async () => {
    const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
    const name = fc.oneof(
      fc.constantFrom(
        'title',
        'status',
        'severity',
        'settings',
        'connector',
        'category',
        'tags',
        'customFields',
      ),
      fc.string(),
    );
    const object = fc.dictionary(name, json);
    const change: fc.Arbitrary<Change> = fc.oneof(
      fc.record({ type: fc.constant('created' as const), snapshot: object }),
      fc.record({
        type: fc.constant('field' as const),
        field: name,
        key: fc.option(name, { nil: undefined }),
        before: json,
        after: json,
      }),
      fc.record({
        type: fc.constant('items' as const),
        field: name,
        verb: fc.constantFrom('added' as const, 'removed' as const),
        items: fc.array(json),
      }),
      fc.record({
        type: fc.constant('comment' as const),
        verb: fc.constant('created' as const),
        commentId: fc.string(),
        comment: object,
      }),
    );
    await fc.assert(
      fc.asyncProperty(change, async (any) => {
        const found = await presented(any);
        expect(found.payload).to.be.an('object').that.is.not.empty;
      }),
      { numRuns: 200 },
    );
  });
});
