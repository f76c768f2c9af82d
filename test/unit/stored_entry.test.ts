import { expect } from 'chai';
import fc from 'fast-check';
import type { Activity, Change } from '../../server/domain/activity.js';
import type { Json, JsonObject } from '../../server/domain/json.js';
import { storedActor, storedChange } from '../../server/domain/stored_entry.js';
import { toActivity } from '../../server/http/casebender/answer/activity_presenter.js';
import { toAlert, toComment } from '../../server/http/casebender/answer/alert_presenter.js';
import { userActionWriter } from '../../server/http/kibana/answer/user_action_presenter.js';
import { toCase } from '../../server/http/kibana/answer/case_presenter.js';
import type { VisibleHead } from '../../server/services/record_guard.js';
import { speaking } from '../support/languages.js';
import { aCreation, aSubject } from '../support/records.js';

const json = fc.jsonValue().map((value) => value as Json);

/** An object with some of the members of an entry, of any type. */
function anything(...names: readonly string[]): fc.Arbitrary<Json> {
  const value = fc.oneof(
    json,
    fc.constantFrom<Json>(null, {}, [], 'created', 'field', 'items', 'comment', 'pushed', 'user', 'added'),
  );
  const members = Object.fromEntries(names.map((name) => [name, value]));
  return fc.oneof(
    { weight: 9, arbitrary: fc.record(members, { requiredKeys: [] }) },
    json,
  ) as fc.Arbitrary<Json>;
}

const actor = anything('kind', 'username', 'fullName', 'email', 'profileUid', 'picture');
const change = anything(
  ...['type', 'snapshot', 'field', 'key', 'before', 'after', 'verb', 'items'],
  ...['commentId', 'comment', 'externalService'],
);
const at = fc.date({ noInvalidDate: true });
const now = new Date('2026-01-01T00:00:00.000Z');

describe('what a store has', () => {
  it('is told in both dialects, whatever an earlier version wrote as actor and change', () => {
    fc.assert(
      fc.property(actor, change, at, (who, what, when) => {
        const entry: Activity = {
          ...{ id: 'x', seq: 1, subject: aSubject(), owner: 'cases', at: when },
          actor: storedActor(who),
          change: storedChange(what),
        };
        const told = toActivity(entry, 1, {
          language: speaking('en'),
          now,
          avatarUrl: 'https://a.example/{username}',
        });
        expect(typeof told.body).to.equal('string');
        expect(typeof told.username).to.equal('string');
        const text = userActionWriter()(entry);
        const { created_by: by, type } = JSON.parse(text) as { created_by: object; type: unknown };
        for (const name of Object.values(by))
          expect(name === null || typeof name === 'string').to.equal(true);
        expect(typeof type).to.equal('string');
      }),
      { numRuns: 500 },
    );
  });

  it('is shown in both dialects, whatever is in the state of a record', () => {
    const by = {
      created_by: actor,
      updated_by: actor,
      body: anything('type', 'owner'),
      tags: json,
      severity: json,
    };
    fc.assert(
      fc.property(fc.record(by, { requiredKeys: [] }), (given) => {
        const state = given as JsonObject;
        // No guard is asked here: what is tried is the presenter.
        const head = aCreation(aSubject(), { state }).head as VisibleHead;
        const attachment = { id: 'a', revision: 1, createdSeq: 1, state };
        expect(JSON.stringify(toCase({ head, attachments: [attachment] }))).to.be.a('string');
        expect(JSON.stringify(toAlert(head, { language: speaking('en') }))).to.be.a('string');
        expect(JSON.stringify(toComment(attachment, 'a', { language: speaking('en') }))).to.be.a('string');
      }),
    );
  });

  const actors: readonly (readonly [Json, object])[] = [
    [
      { kind: 'robot', username: 'mira', email: 7 },
      { kind: 'user', username: 'mira' },
    ],
    [{ kind: 'key', username: null }, { kind: 'key' }],
    [
      { kind: 'robot', fullName: 'Mira' },
      { kind: 'anonymous', fullName: 'Mira' },
    ],
    [['user'], { kind: 'anonymous' }],
    [null, { kind: 'anonymous' }],
  ];
  for (const [stored, actor] of actors) {
    it(`keeps texts and kinds of the actor ${JSON.stringify(stored)}`, () => {
      expect(storedActor(stored)).to.deep.equal(actor);
    });
  }

  const oddChanges: readonly (readonly [Json, string])[] = [
    [{ type: 'created', snapshot: [] }, 'created'],
    [{ type: 'field', field: 7, before: 1, after: 2 }, 'field'],
    [{ type: 'field', field: 'a', key: 7, before: 1, after: 2 }, 'field'],
    [{ type: 'field', field: 'a', after: 2 }, 'field'],
    [{ type: 'field', field: 'a', before: 1 }, 'field'],
    [{ type: 'items', field: 'a', verb: 'moved', items: [] }, 'items'],
    [{ type: 'items', field: 'a', verb: 7, items: [] }, 'items'],
    [{ type: 'items', field: 'a', verb: 'added', items: {} }, 'items'],
    [{ type: 'comment', verb: 'created', comment: {} }, 'comment'],
    [{ type: 'comment', commentId: 'c', verb: 'added', comment: {} }, 'comment'],
    [{ type: 'pushed', externalService: null }, 'pushed'],
    [{ type: 'moved' }, 'moved'],
    [{ type: 7 }, 'unknown'],
    ['deleted', 'unknown'],
  ];
  for (const [stored, field] of oddChanges) {
    it(`is told as the value of a field where it is no change of ours: ${JSON.stringify(stored)}`, () => {
      expect(storedChange(stored)).to.deep.equal({ type: 'field', field, before: null, after: stored });
    });
  }

  it('is not changed where it is ours', () => {
    const ours = [
      { kind: 'user', username: 'mira', picture: 'https://a.example/' },
      { kind: 'key' },
      { kind: 'system', fullName: 'Nightly job' },
    ] as const;
    for (const one of ours) expect(storedActor(one)).to.equal(one);
    const changes: readonly Change[] = [
      { type: 'created', snapshot: { a: 1 } },
      { type: 'field', field: 'a', before: null, after: 1 },
      { type: 'field', field: 'a', key: 'b', before: 1, after: null },
      { type: 'items', field: 'a', verb: 'added', items: [1] },
      { type: 'items', field: 'a', verb: 'removed', items: [1] },
      ...(['created', 'updated', 'deleted'] as const).map((verb) => {
        return { type: 'comment', verb, commentId: 'c', comment: {} } as const;
      }),
      { type: 'pushed', externalService: {} },
      { type: 'deleted' },
    ];
    for (const one of changes) expect(storedChange(one as unknown as Json)).to.equal(one);
  });
});
