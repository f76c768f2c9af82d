import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import { Gate } from '../../server/access/gate.js';
import { ActivityError } from '../../server/domain/errors.js';
import type { Json, JsonObject } from '../../server/domain/json.js';
import type { Registry } from '../../server/domain/registry.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { Configuration } from '../../server/services/configurations/configuration.js';
import { Configurations } from '../../server/services/configurations/configurations.js';
import {
  customFieldsOf,
  keptConfiguration,
} from '../../server/services/configurations/kept_configurations.js';
import {
  configurationFrom,
  configurationJson,
} from '../../server/services/configurations/stored_configuration.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { anAccess } from '../support/access.js';
import { codeOf } from '../contract/store_fixture.js';
import { anActor } from '../support/records.js';

const NO_CONNECTOR = { id: 'none', name: 'none', type: '.none', fields: null };

function aKept(over: Partial<Configuration> = {}): Configuration {
  return {
    ...{ id: 'c-1', owner: 'cases', revision: 1, connector: NO_CONNECTOR, closure_type: 'close-by-user' },
    customFields: [{ key: 'a', label: 'A', type: 'text', required: true, defaultValue: 'x' }],
    templates: [{ key: 't', name: 'T', caseFields: null }],
    observableTypes: [{ key: 'o', label: 'O' }],
    ...{ created_at: '2025-03-01T07:00:00.000Z', created_by: { ...anActor() } },
    ...{ updated_at: undefined, updated_by: undefined },
    ...over,
  };
}

describe('a kept configuration', () => {
  it('is what it was', () => {
    const changed = { updated_at: '2025-03-02T07:00:00.000Z', updated_by: anActor() };
    for (const one of [aKept(), aKept({ revision: 2, ...changed }), aKept({ customFields: [] })]) {
      const text = JSON.stringify(configurationJson(one));
      expect(JSON.stringify(configurationFrom(JSON.parse(text) as Json))).to.equal(JSON.stringify(one));
    }
  });

  const spoilt: readonly (readonly [string, JsonObject])[] = [
    ['an id that is no text', { id: 1 }],
    ['a revision that is none', { revision: 0 }],
    ['an unknown closure type', { closure_type: 'x' }],
    ['no connector', { connector: null }],
    ['custom fields that are no list', { customFields: {} }],
    [
      'a custom field of an unknown type',
      { customFields: [{ key: 'a', label: 'A', type: 'x', required: true }] },
    ],
    [
      'a custom field that is neither required nor not',
      { customFields: [{ key: 'a', label: 'A', type: 'text' }] },
    ],
    [
      'a default that is an object',
      { customFields: [{ key: 'a', label: 'A', type: 'text', required: true, defaultValue: {} }] },
    ],
    ['a template without key', { templates: [{ name: 'T' }] }],
    ['types of observables that are texts', { observableTypes: ['o'] }],
    ['nobody who made it', { created_by: null }],
    ['no time of its making', { created_at: null }],
  ];
  for (const [what, members] of spoilt) {
    it(`is none with ${what}`, () => {
      expect(configurationFrom({ ...configurationJson(aKept()), ...members })).to.equal(undefined);
    });
  }

  it('is none that is any other value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(configurationFrom(value as Json)).to.equal(undefined);
      }),
    );
  });
});

describe('configurations in a store', () => {
  let path: string;
  let store: ActivityStore;
  const clock = (): Date => new Date('2025-03-01T07:00:00.000Z');
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'case-activity-'));
    store = await openEmbeddedStore({ path });
  });
  afterEach(async () => {
    await store.close();
    await rm(path, { recursive: true, force: true });
  });

  const access = anAccess({ cases: ['read', 'settings'] });
  const input = { owner: 'cases', connector: NO_CONNECTOR, closure_type: 'close-by-user' } as const;
  const place = { space: access.space.id, owner: 'cases' };

  function of(registry: Registry, recorded: () => Promise<void> = () => Promise.resolve()): Configurations {
    const audit = new AuditLog(undefined, clock);
    const gate = new Gate({
      owners: [],
      roles: [],
      spaces: { get: () => Promise.resolve(undefined) },
      audit,
    });
    return new Configurations({
      registry,
      gate,
      clock,
      audit: { recorded },
      owners: ['cases', 'observability'],
    });
  }

  it('are not kept before the decision is on record', async () => {
    const unrecorded = of(store.registry, () =>
      Promise.reject(new ActivityError('AUDIT_UNAVAILABLE', 'The audit log cannot be written.')),
    );
    expect(await codeOf(unrecorded.create(access, input))).to.equal('AUDIT_UNAVAILABLE');
    expect(await keptConfiguration(store.registry, place)).to.equal(undefined);
    const { id } = await of(store.registry).create(access, input);
    expect(await codeOf(unrecorded.update(access, id, { version: 'WzEsMV0=' }))).to.equal(
      'AUDIT_UNAVAILABLE',
    );
    expect((await keptConfiguration(store.registry, place))?.configuration.revision).to.equal(1);
  });

  it('are decided on anew when they were changed or replaced in between', async () => {
    const others = of(store.registry);
    let meanwhile: (() => Promise<unknown>) | undefined;
    const late = of(store.registry, async () => {
      const first = meanwhile;
      meanwhile = undefined;
      await first?.();
    });
    const { id } = await others.create(access, input);
    const update = (version: string): Promise<Configuration> =>
      late.update(access, id, { version, closure_type: 'close-by-pushing' });
    meanwhile = () => others.update(access, id, { version: 'WzEsMV0=', templates: [] });
    expect(await codeOf(update('WzEsMV0='))).to.equal('VERSION_CONFLICT');
    meanwhile = () => others.create(access, input);
    expect(await codeOf(update('WzIsMV0='))).to.equal('RECORD_NOT_FOUND');
    meanwhile = () => others.create(access, input);
    const last = await late.create(access, input);
    expect(await others.find(access, [])).to.deep.equal([last]);
  });

  it('that cannot be read are an error, until another is made in their place', async () => {
    const names: string[] = [];
    const spied: Registry = {
      get: (name) => store.registry.get(name),
      set: (name, expected, entry) => {
        names.push(name);
        return store.registry.set(name, expected, entry);
      },
      remove: (name, expected) => store.registry.remove(name, expected),
      names: (after, limit) => store.registry.names(after, limit),
    };
    const { id } = await of(spied).create(access, input);
    const [name = ''] = names;
    const version = (await store.registry.get(name))?.version ?? 0;
    await store.registry.set(name, version, { value: { id } });
    const configurations = of(store.registry);
    expect(await codeOf(configurations.find(access, []))).to.equal('INTERNAL_ERROR');
    expect(await codeOf(configurations.update(access, id, { version: 'WzEsMV0=' }))).to.equal(
      'INTERNAL_ERROR',
    );
    expect(await codeOf(customFieldsOf(store.registry, place))).to.equal('INTERNAL_ERROR');
    const made = await configurations.create(access, input);
    expect(await configurations.find(access, [])).to.deep.equal([made]);
  });

  it('have places that are never the same for two owners and spaces, however long they are called', async () => {
    const places = [
      ...[
        { space: 'a', owner: 'b' },
        { space: 'a"', owner: ',"b' },
        { space: 'a","', owner: 'b' },
      ],
      ...[
        { space: 'ab', owner: '' },
        { space: '', owner: 'ab' },
        { space: 'a', owner: 'b'.repeat(5000) },
      ],
    ];
    const names = new Set<string>();
    const spied = { get: (name: string) => Promise.resolve(void names.add(name)) };
    for (const one of places) await keptConfiguration({ ...store.registry, ...spied }, one);
    expect(names.size).to.equal(places.length);
    for (const name of names) expect(Buffer.byteLength(name)).to.be.below(513);
  });
});
