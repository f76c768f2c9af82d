import { expect } from 'chai';
import request from 'supertest';
import type { KibanaSpace } from '../../common/kibana_platform.js';
import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import type { TestHost } from '../support/host.js';
import { accepted, aNewCase, expectError, KibanaClient } from '../support/kibana.js';
import { aNewSpace, startSpaceHost } from '../support/kibana_spaces.js';

const PATH = '/api/spaces/space';

describe('the spaces that there are (P1)', () => {
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
});
