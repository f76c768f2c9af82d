import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import type { KibanaSpace } from '../../common/kibana_platform.js';
import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import { mountPlugin } from '../../server/index.js';
import type { TestHost } from '../support/host.js';
import { SILENT, startHost } from '../support/host.js';
import { accepted, aNewCase, expectError, KibanaClient } from '../support/kibana.js';
import { aNewSpace, SPACE_SECURITY, startSpaceHost } from '../support/kibana_spaces.js';

const PATH = '/api/spaces/space';
const DEFAULT = { id: 'default', name: 'Default', disabledFeatures: [], _reserved: true };
const KEPT = { id: 'kept', name: 'Kept', disabledFeatures: ['observabilityCases'] };
const MADE = { id: 'made', name: 'Made', disabledFeatures: [] };

describe('the spaces that there are (P1)', function () {
  this.timeout(120_000);
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

  it('are created with all that they can have, and entered at once', async () => {
    const space = {
      ...{ id: 'a_1-b', name: 'Ä space', description: '', color: '#aAbBcC', initials: '🐘' },
      ...{ imageUrl: 'data:image/png;base64,AAAA', disabledFeatures: ['x', 'y'], solution: 'es' },
    };
    const sent = { ...space, _reserved: true, authorizedPurposes: { any: false } };
    expect(accepted(await create(sent))).to.deep.equal(space);
    expect(accepted(await as('root').send('get', `${PATH}/a_1-b`))).to.deep.equal(space);
    expect((await as('root', 'a_1-b').create()).title).to.equal('Disk full on db-3');
    expectError(
      await as('root', 'a_1-c').send('get', '/api/cases/tags'),
      404,
      'Saved object [space/a_1-c] not found',
    );
  });

  it('are without a feature for everybody where it is disabled', async () => {
    await create({ disabledFeatures: ['generalCases'] });
    const refused = await as('root', 'made').send('post', '/api/cases', aNewCase());
    expectError(refused, 403, 'Unauthorized to create case with owners: "cases"');
    const tags = await as('reads_made', 'made').send('get', '/api/cases/tags');
    expectError(tags, 403, 'Unauthorized to access case of any owner');
  });

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

  it('are written by whoever may do everything everywhere, and by nobody else', async () => {
    for (const user of ['root', 'chief']) {
      const id = `of-${user}`;
      accepted(await as(user).send('post', PATH, aNewSpace({ id })));
      accepted(await as(user).send('put', `${PATH}/${id}`, { name: 'New' }));
    }
    for (const user of ['everywhere', 'all_of_kept', 'reads_made', 'nobody']) {
      expectError(await as(user).send('post', PATH, aNewSpace()), 403, 'Unauthorized to create spaces');
      for (const id of ['of-root', 'kept', 'none']) {
        const put = await as(user).send('put', `${PATH}/${id}`, { name: 'New' });
        expectError(put, 403, 'Unauthorized to update spaces');
      }
    }
    expect(await idsOf('root')).to.deep.equal(['default', 'kept', 'of-chief', 'of-root']);
  });

  it('are read and written by keys as their scopes say', async () => {
    const key = (id: string, secret: string) =>
      new KibanaClient(host, { headers: { authorization: `ApiKey ${btoa(`${id}:${secret}`)}` } });
    accepted(await key('r', 'read').send('get', PATH));
    expectError(await key('n', 'none').send('get', PATH), 403, 'Missing scope: cases:read');
    expectError(await key('r', 'read').send('post', PATH, aNewSpace()), 403, 'Missing scope: admin:*');
  });

  it('have ids that stay and that only one of them has', async () => {
    await create();
    for (const id of ['made', 'kept', 'default']) {
      const message = `A space with the identifier ${id} already exists.`;
      expectError(await create({ id }), 409, message);
    }
    const put = await as('root').send('put', `${PATH}/made`, { id: 'other', name: 'New' });
    expectError(put, 400, 'The id of a space cannot be changed.');
    const rivals = await Promise.all(Array.from({ length: 8 }, () => create({ id: 'rival' })));
    expect(rivals.map(({ status }) => status).sort()).to.deep.equal([200, ...Array<number>(7).fill(409)]);
  });

  it('keep what a change does not name, but for disabled features', async () => {
    const before = { description: 'd', color: '#fff', initials: 'ab', imageUrl: 'i', solution: 'oblt' };
    await create({ ...before, disabledFeatures: ['x'] });
    const put = (body: object) => as('root').send('put', `${PATH}/made`, body);
    expect(accepted(await put({ id: 'made', name: 'New' }))).to.deep.equal({
      ...{ id: 'made', name: 'New', ...before },
      disabledFeatures: [],
    });
    const changed = { name: 'Newer', disabledFeatures: ['y'], solution: 'classic', description: '' };
    expect(accepted(await put(changed))).to.deep.equal({ id: 'made', ...before, ...changed });
    expect(accepted(await as('root').send('get', `${PATH}/made`))).to.include({ name: 'Newer' });
    const missing = await as('root').send('put', `${PATH}/none`, { name: 'New' });
    expectError(missing, 404, 'Saved object [space/none] not found');
  });

  it('of the configuration are not written', async () => {
    for (const id of ['kept', 'default']) {
      const put = await as('root').send('put', `${PATH}/${id}`, { name: 'New' });
      expectError(put, 400, `The space ${id} is managed by configuration`);
    }
  });

  it('are refused with values that they cannot have', async () => {
    const pattern = "must be lower case, a-z, 0-9, '_', and '-' are allowed";
    const refused: readonly (readonly [object, string])[] = [
      ...['', 'A', 'ä', 'a b', 'a/b', '../x'].map((id) => [{ id }, pattern] as const),
      [{ id: 'x'.repeat(256) }, 'The length of the id is too long. The maximum length is 255.'],
      [{ id: 1 }, 'Invalid value "1" supplied to "id"'],
      [{ id: undefined }, 'Invalid value "undefined" supplied to "id"'],
      [{ name: undefined }, 'Invalid value "undefined" supplied to "name"'],
      [{ name: '' }, 'The name field cannot be an empty string.'],
      [{ name: '\ud800' }, 'Request payload is not well-formed Unicode at "name".'],
      ...['red', '#12', '#1234', '#12345g', 'x#123', '#1234567'].map(
        (color) => [{ color }, `Invalid value "${color}" supplied to "color"`] as const,
      ),
      [{ color: '' }, 'The color field cannot be an empty string.'],
      [{ initials: 'abc' }, 'The length of the initials is too long. The maximum length is 2.'],
      [{ solution: 'siem' }, 'Invalid value "siem" supplied to "solution"'],
      [{ disabledFeatures: 'x' }, 'Invalid value "x" supplied to "disabledFeatures"'],
      [{ disabledFeatures: [1] }, 'Invalid value "1" supplied to "disabledFeatures"'],
      [{ description: null }, 'Invalid value "null" supplied to "description"'],
      [{ extra: { a: 1 } }, 'invalid keys "extra,{"a":1}"'],
    ];
    for (const [over, message] of refused) {
      expectError(await create(over), 400, message);
      // What is wrong with a body is told before what may be done with it.
      expectError(await as('nobody').send('post', PATH, aNewSpace({ ...over })), 400, message);
    }
    const large = {
      imageUrl: 'i'.repeat(50_000),
      description: '"'.repeat(5000),
      disabledFeatures: ['\n'.repeat(5000)],
    };
    const message = 'The space is too large. The maximum length is 65536 characters of JSON.';
    expectError(await create(large), 400, message);
    expect(await idsOf('root')).to.deep.equal(['default', 'kept']);
    accepted(await create({ id: 'x'.repeat(255) }));
    const unforged = await request(host.url).post(PATH).auth('root', 'root').send(aNewSpace());
    expectError(unforged, 400, 'Request must contain a kbn-xsrf header.');
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
    const app = express();
    const activity = await mountPlugin(app, {
      config: { caseActivity: { security: SPACE_SECURITY, storage: host.storage } },
      logger: SILENT,
    });
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const second = { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
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
      await activity.stop();
      server.closeAllConnections();
      server.close();
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
