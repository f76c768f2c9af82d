import { expect } from 'chai';
import type { KibanaSpace } from '../../common/kibana_platform.js';
import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { accepted, expectError, KibanaClient } from '../support/kibana.js';
import { startPlugin } from '../support/second_plugin.js';
import { aNewSpace, SPACE_SECURITY, startSpaceHost } from '../support/kibana_spaces.js';

const PATH = '/api/spaces/space';
const DEFAULT = { id: 'default', name: 'Default', disabledFeatures: [], _reserved: true };
const KEPT = { id: 'kept', name: 'Kept', disabledFeatures: ['observabilityCases'] };
const MADE = { id: 'made', name: 'Made', disabledFeatures: [] };

describe('who sees which spaces (P1)', () => {
  let host: TestHost;
  const audited: AuditEvent[] = [];
  beforeEach(async () => {
    host = await startSpaceHost(audited);
    audited.length = 0;
  });
  afterEach(() => host.stop());

  const as = (username: string, space?: string): KibanaClient =>
    new KibanaClient(host, { username, ...(space !== undefined && { space }) });
  const create = (over: object = {}) => as('root').send('post', PATH, aNewSpace({ ...over }));
  const idsOf = async (username: string): Promise<string[]> =>
    (accepted(await as(username).send('get', PATH)) as KibanaSpace[]).map(({ id }) => id);

  it('are listed by their ids for whoever has a login there', async () => {
    expect(accepted(await create())).to.deep.equal(MADE);
    expect(accepted(await as('root').send('get', PATH))).to.deep.equal([DEFAULT, KEPT, MADE]);
    expect(await idsOf('everywhere')).to.deep.equal(['default', 'kept', 'made']);
    expect(await idsOf('reads_made')).to.deep.equal(['made']);
    expect(await idsOf('all_of_kept')).to.deep.equal(['kept']);
    expect(await idsOf('nobody')).to.deep.equal([]);
    expectError(await new KibanaClient(host).send('get', PATH), 401, 'Unauthorized');
    // No login is needed in the space of the address, nor that there is one.
    for (const space of ['kept', 'nowhere']) {
      expect(accepted(await as('reads_made', space).send('get', PATH))).to.deep.equal([MADE]);
    }
  });

  it('are listed page after page, however many there are', async () => {
    const ids = Array.from({ length: 120 }, (_, i) => `s-${String(i).padStart(3, '0')}`);
    await Promise.all(ids.map((id) => create({ id })));
    expect(await idsOf('chief')).to.deep.equal(['default', 'kept', ...ids]);
  });

  it('are listed for a purpose, or each with its purposes', async () => {
    for (const purpose of ['any', 'copySavedObjectsIntoSpace', 'shareSavedObjectsIntoSpace']) {
      const listed = await as('all_of_kept').send('get', `${PATH}?purpose=${purpose}`);
      expect(accepted(listed)).to.deep.equal([KEPT]);
    }
    const told = await as('all_of_kept').send('get', `${PATH}?include_authorized_purposes=true`);
    const authorizedPurposes = {
      ...{ any: true, copySavedObjectsIntoSpace: true, shareSavedObjectsIntoSpace: true },
    };
    expect(accepted(told)).to.deep.equal([{ ...KEPT, authorizedPurposes }]);
    const untold = await as('all_of_kept').send('get', `${PATH}?include_authorized_purposes=false`);
    expect(accepted(untold)).to.deep.equal([KEPT]);
    for (const [query, message] of [
      [
        'purpose=any&include_authorized_purposes=true',
        'purpose and include_authorized_purposes cannot be used together',
      ],
      ['purpose=all', 'Invalid value "all" supplied to "purpose"'],
      ['include_authorized_purposes=1', 'Invalid value "1" supplied to "include_authorized_purposes"'],
      ['x=1', 'invalid keys "x"'],
    ] as const) {
      expectError(await as('root').send('get', `${PATH}?${query}`), 400, message);
    }
  });

  it('are told one by one to whoever has a login there; who may not know is not told what is missing', async () => {
    await create();
    expect(accepted(await as('reads_made').send('get', `${PATH}/made`))).to.deep.equal(MADE);
    expect(accepted(await as('root').send('get', `${PATH}/default`))).to.deep.equal(DEFAULT);
    for (const id of ['none', 'UPPER', '%00', 'a%2Fb', 'x'.repeat(600)]) {
      const name = decodeURIComponent(id);
      for (const user of ['root', 'chief', 'everywhere']) {
        const missing = await as(user).send('get', `${PATH}/${id}`);
        expectError(missing, 404, `Saved object [space/${name}] not found`);
      }
      const hidden = await as('reads_made').send('get', `${PATH}/${id}`);
      expectError(hidden, 403, `Unauthorized to get ${name} space`);
    }
    expectError(await as('reads_made').send('get', `${PATH}/kept`), 403, 'Unauthorized to get kept space');
  });

  it('are read and written by keys as their scopes say', async () => {
    const key = (id: string, secret: string) =>
      new KibanaClient(host, { headers: { authorization: `ApiKey ${btoa(`${id}:${secret}`)}` } });
    accepted(await key('r', 'read').send('get', PATH));
    expectError(await key('n', 'none').send('get', PATH), 403, 'Missing scope: cases:read');
    expectError(await key('r', 'read').send('post', PATH, aNewSpace()), 403, 'Missing scope: admin:*');
  });

  it('are on record with who read, made and changed them, and who may not (K20)', async () => {
    const told = (): unknown =>
      audited
        .splice(0)
        .map(({ message, event, user, kibana, error }) => [
          ...[user.name, message, event.action, event.type[0], event.outcome, error?.code],
          ...[kibana.saved_object?.type, kibana.saved_object?.id],
        ]);
    await create();
    await as('root').send('put', `${PATH}/made`, { name: 'New' });
    await as('reads_made').send('get', PATH);
    await as('reads_made').send('get', `${PATH}/made`);
    await as('reads_made').send('post', PATH, aNewSpace({ id: 'x' }));
    const made = ['space', 'made'];
    expect(told()).to.deep.equal([
      ['root', 'User is creating space [id=made]', 'space_create', 'creation', 'unknown', undefined, ...made],
      ['root', 'User is updating space [id=made]', 'space_update', 'change', 'unknown', undefined, ...made],
      [
        'reads_made',
        'User has accessed space [id=made]',
        'space_get',
        'access',
        'success',
        undefined,
        ...made,
      ],
      [
        'reads_made',
        'User has accessed space [id=made]',
        'space_get',
        'access',
        'success',
        undefined,
        ...made,
      ],
      [
        ...['reads_made', 'Failed attempt to create space [id=x]', 'space_create', 'creation', 'failure'],
        ...['FORBIDDEN', 'space', 'x'],
      ],
    ]);
  });

  it('are seen by every process of the store', async () => {
    const second = await startPlugin({ security: SPACE_SECURITY, storage: host.storage });
    try {
      const there = (space?: string) =>
        new KibanaClient(second, { username: 'root', ...(space !== undefined && { space }) });
      const missing = await there('made').send('get', '/api/cases/tags');
      expectError(missing, 404, 'Saved object [space/made] not found');
      await create();
      await there('made').create();
      accepted(await as('root').send('put', `${PATH}/made`, { name: 'New' }));
      expect(accepted(await there().send('get', `${PATH}/made`))).to.include({ name: 'New' });
      // What this process has in its configuration is managed here alone.
      expectError(await there().send('get', `${PATH}/kept`), 404, 'Saved object [space/kept] not found');
    } finally {
      await second.stop();
    }
  });

  it('of the host are read, and not written', async () => {
    const spaces = {
      get: (id: string) => (id === 'hosted' ? { id, name: 'Hosted', disabledFeatures: null } : null),
    };
    const other = await startHost({ spaces, config: { security: SPACE_SECURITY } });
    const root = new KibanaClient(other, { username: 'root' });
    expect(accepted(await root.send('get', `${PATH}/hosted`))).to.deep.equal({
      ...{ id: 'hosted', name: 'Hosted', disabledFeatures: [] },
    });
    const put = await root.send('put', `${PATH}/hosted`, { name: 'New' });
    expectError(put, 400, 'The space hosted is managed by configuration');
    const post = await root.send('post', PATH, aNewSpace({ id: 'hosted' }));
    expectError(post, 409, 'A space with the identifier hosted already exists.');
    await other.stop();
  });
});
