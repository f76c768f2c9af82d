import { expect } from 'chai';
import fc from 'fast-check';
import type { KibanaCase } from '../../common/kibana.js';
import type { KibanaUserAction } from '../../common/kibana_activity.js';
import type { NativeState } from '../../common/native_state.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { accepted, KibanaClient, NO_CONNECTOR } from '../support/kibana.js';
import { NativeClient } from '../support/native.js';

const JIRA = {
  id: 'c-1',
  name: 'J',
  type: '.jira',
  fields: { issueType: 'Bug', priority: null, parent: null },
};
const texts = fc.constantFrom('a', ' a', 'b ', 'long text', 'ü');
const field = (key: string, value: fc.Arbitrary<string | null>) =>
  value.map((held) => ({ key, type: 'text', value: held }));
const someOf = <T>(...values: readonly T[]) =>
  fc.subarray([...values]).chain((found) => fc.shuffledSubarray(found, { minLength: found.length }));

/** What a PATCH may hold of one case, in any order. */
const patches = fc
  .record(
    {
      title: texts,
      description: texts,
      tags: someOf('x', ' x', 'y', 'z'),
      status: fc.constantFrom('open', 'in-progress', 'closed'),
      severity: fc.constantFrom('low', 'medium', 'high', 'critical'),
      connector: fc.constantFrom<object>(NO_CONNECTOR, JIRA),
      settings: fc.boolean().map((syncAlerts) => ({ syncAlerts })),
      assignees: someOf({ uid: 'u' }, { uid: 'v' }, { uid: '' }, { uid: 'w' }),
      category: fc.constantFrom('c', ' d ', null),
      customFields: fc
        .tuple(field('f1', texts), field('f2', fc.option(texts)))
        .chain((fields) => fc.shuffledSubarray(fields)),
    },
    { requiredKeys: [] },
  )
  .chain((patch) => {
    const entries = Object.entries(patch);
    return fc
      .shuffledSubarray(entries, { minLength: entries.length })
      .map((shuffled): object => Object.fromEntries(shuffled));
  });

/** The fields of a case as its activity tells them, which says of sets what is added and what is removed (K4). */
function replayed(actions: readonly KibanaUserAction[]): Record<string, unknown> {
  const state: Record<string, unknown> = {};
  for (const { type, action, payload } of actions) {
    const told = payload as unknown as Readonly<Record<string, unknown>>;
    if (type === 'create_case') Object.assign(state, told);
    else if (type === 'tags' || type === 'assignees') {
      const [before, items] = [keysOf(state[type]), keysOf(told[type])];
      state[type] = action === 'add' ? [...before, ...items] : before.filter((one) => !items.includes(one));
    } else if (type === 'customFields') {
      const [changed] = told[type] as readonly [{ readonly key: string }];
      state[type] = { ...(state['fields'] as object), ...{ [changed.key]: changed } };
      state['fields'] = state[type];
    } else Object.assign(state, told);
  }
  return state;
}

/** Members of a set, by what tells them apart. */
function keysOf(items: unknown): readonly string[] {
  return (items as readonly unknown[]).map((item) =>
    typeof item === 'string' ? item : JSON.stringify(item),
  );
}

describe('any sequence of changes of a case (K4, K6, K6.1)', function () {
  this.timeout(120_000);
  let host: TestHost;
  let kibana: KibanaClient;
  let native: NativeClient;
  before(async () => {
    host = await startHost();
    kibana = new KibanaClient(host);
    native = new NativeClient(host);
    const customFields = ['f1', 'f2'].map((key) => ({ key, label: key, type: 'text', required: false }));
    const configuration = {
      owner: 'cases',
      connector: NO_CONNECTOR,
      closure_type: 'close-by-user',
      customFields,
    };
    accepted(await kibana.send('post', '/api/cases/configure', configuration));
  });
  after(() => host.stop());

  it('is told so that its activity gives the case as it is now', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(patches, { maxLength: 8 }), async (sequence) => {
        const created = await kibana.create({ tags: ['x'], category: null });
        let now: KibanaCase = created;
        let length = 1;
        for (const change of sequence) {
          const answer = await kibana.patch(now, change);
          expect(answer.status, JSON.stringify([change, answer.body])).to.be.oneOf([200, 406]);
          const actions = await kibana.actions(now.id);
          if (answer.status === 406) expect(actions).to.have.length(length);
          now = await kibana.get(now.id);
          length = actions.length;
        }
        const state = replayed(await kibana.actions(now.id));
        for (const name of [
          'title',
          'description',
          'status',
          'severity',
          'connector',
          'settings',
          'category',
        ] as const) {
          expect(state[name], name).to.deep.equal(now[name]);
        }
        for (const name of ['tags', 'assignees'] as const) {
          expect([...new Set(keysOf(state[name]))].sort(), name).to.deep.equal(
            [...new Set(keysOf(now[name]))].sort(),
          );
        }
        const values = (state['fields'] ?? {}) as Readonly<Record<string, { readonly value: unknown }>>;
        for (const { key, value } of now.customFields)
          expect(values[key]?.value ?? null, key).to.equal(value);
        // And so is what our own dialect makes of the same entries (N3.2).
        const { state: told } = await native.read<NativeState>(`/records/case/${now.id}/state`);
        const { title, description, status, severity } = now;
        expect(told).to.include({ title, description, status, severity });
        const set = (fields: unknown): readonly object[] =>
          ((fields ?? []) as readonly { readonly value: unknown }[]).filter(({ value }) => value !== null);
        expect(set(told['customFields'])).to.have.deep.members(set(now.customFields));
        expect(told['tags']).to.have.deep.members([...new Set(now.tags)]);
      }),
      { numRuns: 60 },
    );
  });
});
