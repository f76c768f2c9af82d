import { expect } from 'chai';
import type { KibanaCase } from '../../common/kibana.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { accepted, aNewCase, aUser, expectError, KibanaClient } from '../support/kibana.js';
import { aField, aText, configured } from '../support/kibana_configurations.js';
import { FIELDS, MUST, number, SHALL, toggle } from '../support/kibana_custom_fields.js';
import { caseIdIn } from '../support/linked_cases.js';
import { atMounts } from '../support/mounts.js';

atMounts('custom fields of changed cases (K17.3)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost({ config: { security: { enabled: false } } });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());
  beforeEach(() => configured(kibana, { customFields: FIELDS }));

  const custom = async (id: string): Promise<unknown[]> =>
    (await kibana.actions(id)).filter(({ type }) => type === 'customFields').map(({ payload }) => payload);
  const patched = async (found: KibanaCase, change: object): Promise<KibanaCase> => {
    const [changed] = accepted(await kibana.patch(found, change)) as KibanaCase[];
    if (changed === undefined) throw new Error('Nothing was changed.');
    return changed;
  };

  it('are changed by the whole list: what is not sent gets its default or null, one action for each (K6.1)', async () => {
    await configured(kibana, { customFields: ['f1', 'f2', 'f3'].map((key) => aField(key)) });
    const found = await kibana.create({ customFields: [aText('f1', 'a'), aText('f3', 'c')] });
    const changed = await patched(found, { customFields: [aText('f1', 'new')], title: 'Later' });
    expect(changed.customFields).to.deep.equal([aText('f1', 'new'), aText('f2', null), aText('f3', null)]);
    const actions = (await kibana.actions(found.id)).slice(1);
    expect(actions.map(({ type, action, payload }) => [type, action, payload])).to.deep.equal([
      ['customFields', 'update', { customFields: [aText('f1', 'new')] }],
      ['customFields', 'update', { customFields: [aText('f3', null)] }],
      ['title', 'update', { title: 'Later' }],
    ]);
  });

  it('are told in the order of the resulting list, whatever the order of the stored one', async () => {
    const found = await kibana.create({ customFields: [MUST, SHALL, number('count', 1)] });
    const sent = [number('count', 2), aText('shall', 't'), MUST, aText('filled', null)];
    const changed = await patched(found, { customFields: sent });
    expect(changed.customFields).to.deep.equal([...sent, toggle('given', true), aText('free', null)]);
    expect(await custom(found.id)).to.deep.equal([
      { customFields: [number('count', 2)] },
      { customFields: [aText('shall', 't')] },
      { customFields: [aText('filled', null)] },
    ]);
  });

  it('are no change in another order, and no activity where only what is missing is left out', async () => {
    const found = await kibana.create({ customFields: [MUST, SHALL] });
    const reversed = [...found.customFields].reverse();
    expectError(
      await kibana.patch(found, { customFields: reversed }),
      406,
      'All update fields are identical to current version.',
    );
    const changed = await patched(found, { customFields: [SHALL, MUST] });
    expect(changed.version).to.not.equal(found.version);
    expect(changed.customFields.slice(0, 2)).to.deep.equal([SHALL, MUST]);
    expect(await kibana.actions(found.id)).to.have.length(1);
  });

  it('are not looked at by a change that does not send them', async () => {
    await configured(kibana);
    const found = await kibana.create();
    await configured(kibana, { customFields: FIELDS });
    const changed = await patched(found, { title: 'New' });
    expect(changed.customFields).to.deep.equal([]);
    expectError(
      await kibana.patch(changed, { customFields: [MUST] }),
      400,
      'Missing required custom fields without default value configured: "Shall "it""',
    );
    // What is configured later counts as null in a case of before.
    await patched(changed, { customFields: [MUST, SHALL] });
    expect(await custom(found.id)).to.deep.equal([
      { customFields: [MUST] },
      { customFields: [SHALL] },
      { customFields: [toggle('given', true)] },
      { customFields: [aText('filled', 'EU-00')] },
    ]);
  });

  it('keep the value of a definition that was removed until the list is next written', async () => {
    const found = await kibana.create({ customFields: [MUST, SHALL, aText('free', 'f')] });
    await configured(kibana, { customFields: FIELDS.slice(0, 2) });
    expect(await kibana.get(found.id)).to.deep.equal(found);
    const named = await patched(found, { title: 'New' });
    expect(named.customFields).to.deep.equal(found.customFields);
    const written = await patched(named, { customFields: [MUST, aText('shall', 't')] });
    expect(written.customFields).to.deep.equal([MUST, aText('shall', 't')]);
    expect(await custom(found.id)).to.deep.equal([{ customFields: [aText('shall', 't')] }]);
  });

  it('are checked by the configuration of each owner, all cases or none', async () => {
    const owner = 'observability';
    await configured(kibana, { owner, customFields: [aField('own', { label: 'Own' })] });
    const [a, b] = [await kibana.create({ customFields: [MUST, SHALL] }), await kibana.create({ owner })];
    const send = (first: object[], second: object[]) =>
      kibana.send('patch', '/api/cases', {
        cases: [
          { id: a.id, version: a.version, customFields: first },
          { id: b.id, version: b.version, customFields: second },
        ],
      });
    const good = [aText('must', 'n'), SHALL];
    expectError(await send(good, [MUST]), 400, 'Invalid custom field keys: must');
    expect(await kibana.get(a.id)).to.deep.equal(a);
    const [first, second] = accepted(await send(good, [aText('own', 'o')])) as KibanaCase[];
    expect(first?.customFields.slice(0, 2)).to.deep.equal(good);
    expect(second?.customFields).to.deep.equal([aText('own', 'o')]);
  });

  it('are checked behind the owner and the licence of a change, and before the rights of a creation', async () => {
    const roles = [
      { name: 'reader', kibana: [{ base: [], feature: { generalCases: ['read'] }, spaces: ['*'] }] },
    ];
    const users = [aUser('root', 'superuser'), aUser('mira', 'reader')];
    const basic = await startHost({ config: { kibana: { license: 'basic' }, security: { roles, users } } });
    try {
      const root = new KibanaClient(basic, { username: 'root' });
      await configured(root, { customFields: FIELDS });
      const found = await root.create({ customFields: [MUST, SHALL] });
      const customFields = [aText('x', 'y')];
      expectError(
        await root.patch(found, { customFields, owner: 'observability', assignees: [{ uid: 'u' }] }),
        400,
        `Updating the owner of a case is not allowed ids: [${found.id}]`,
      );
      expect((await root.patch(found, { customFields, assignees: [{ uid: 'u' }] })).status).to.equal(403);
      const mira = new KibanaClient(basic, { username: 'mira' });
      const unknown = 'Invalid custom field keys: x';
      expectError(await mira.send('post', '/api/cases', aNewCase({ customFields })), 400, unknown);
      expect((await mira.patch(found, { customFields })).status).to.equal(403);
      expectError(await root.patch(found, { customFields }), 400, unknown);
    } finally {
      await basic.stop();
    }
  });

  it('are not asked for by a case that is made from alerts, which knows none', async () => {
    await configured(kibana, { owner: 'securitySolution', customFields: FIELDS });
    const actor = { kind: 'system' } as const;
    const subject = { space: 'default', kind: 'alert', id: 'a-1' };
    await host.activity.record({ subject, owner: 'securitySolution', actor, after: { title: 'T' } });
    const created = await kibana.send('post', '/v1/alerts/create-case', {
      title: 'From alerts',
      severity: 1,
      alert_ids: ['a-1'],
    });
    const found = await kibana.get(caseIdIn(created));
    expect(found.customFields).to.deep.equal([]);
    const changed = await patched(found, { customFields: [MUST, SHALL] });
    expect(changed.customFields).to.have.length(FIELDS.length);
  });
});
