import { expect } from 'chai';
import type { KibanaAttachment, KibanaCase } from '../../common/kibana.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aComment, aUser, expectError, KibanaClient } from '../support/kibana.js';
import { aFile, anAlertComment, aReference, aState, attach } from '../support/kibana_attachments.js';
import { MALFORMED } from '../support/malformed_attachments.js';

const UNEQUAL =
  'Received an alert comment with ids and indices arrays of different lengths ids: ["a","b"] indices: ["i"]';
const unequal = anAlertComment(['a', 'b'], { index: ['i'] });
const STALE = 'This case has been updated. Please refresh before saving additional updates.';

describe('attachments that are refused, in the order of the checks (K14, K16)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  let found: KibanaCase;
  let closed: KibanaCase;
  let comment: KibanaAttachment;
  before(async () => {
    host = await startHost({
      config: {
        kibana: { attachmentTypes: ['.test'] },
        security: {
          roles: [{ name: 'some', kibana: [{ feature: { generalCases: ['all'] } }] }],
          users: [aUser('some', 'some'), aUser('root', 'superuser')],
        },
      },
    });
    kibana = new KibanaClient(host, { username: 'some' });
    found = await kibana.create();
    [comment] = (await attach(kibana, found.id, [aComment()])) as [KibanaAttachment];
    closed = await kibana.create();
    await kibana.patch(closed, { status: 'closed' });
  });
  after(() => host.stop());

  const add = (id: string, body: object) => kibana.send('post', `/api/cases/${id}/comments`, body);
  const addMany = (id: string, bodies: unknown) =>
    kibana.send('post', `/internal/cases/${id}/attachments/_bulk_create`, bodies as object);
  const edit = (id: string, over: object) => {
    const own = { id: comment.id, version: comment.version };
    return kibana.send('patch', `/api/cases/${id}/comments`, { ...aComment(), ...own, ...over });
  };
  const unregistered = (type: string) =>
    aReference({ externalReferenceAttachmentTypeId: type, owner: 'observability' });

  it('are malformed, alone or among others', async () => {
    for (const [body, message] of MALFORMED) {
      expectError(await add('none', body), 400, message);
      expectError(await addMany('none', [aComment(), body]), 400, message);
    }
    const all = Array.from({ length: 101 }, () => aComment());
    const tooLong = 'The length of the field attachments is too long. Array must be of length <= 100.';
    expectError(await addMany('none', all), 400, tooLong);
    expectError(
      await edit('none', { version: undefined }),
      400,
      'Invalid value "undefined" supplied to "version"',
    );
    expectError(await edit('none', { comment: '' }), 400, 'The comment field cannot be an empty string.');
  });

  it('are refused one check after the other', async () => {
    const createOther = 'Unauthorized to create comments with owners: "observability"';
    const sameOwner = 'The owner field of the comment must match the case';
    const alertOnClosed = 'Alert cannot be attached to a closed case';
    const other = { owner: 'observability' };
    expectError(await add('none', { ...unequal, ...other }), 400, UNEQUAL);
    expectError(await add('none', unregistered('.lens')), 403, createOther);
    const lens = aReference({ externalReferenceAttachmentTypeId: '.lens' });
    expectError(await add('none', lens), 400, 'Attachment type .lens is not registered.');
    const state = aState({ persistableStateAttachmentTypeId: '.lens' });
    expectError(await add('none', state), 400, 'Attachment type .lens is not registered.');
    expectError(await add('none', aFile()), 404, 'Saved object [cases/none] not found');
    const root = new KibanaClient(host, { username: 'root' });
    const to = `/api/cases/${closed.id}/comments`;
    expectError(await root.send('post', to, anAlertComment('a', other)), 400, alertOnClosed);
    expectError(await root.send('post', to, aComment(other)), 400, sameOwner);
    expect(await kibana.actions(closed.id)).to.have.length(2);
  });

  it('are refused at once for one of them, registration before access', async () => {
    expectError(await addMany('none', [aComment(), unequal]), 400, UNEQUAL);
    const bodies = [aComment(), unregistered('.lens')];
    expectError(await addMany('none', bodies), 400, 'Attachment type .lens is not registered.');
    const mixed = [aComment(), aComment({ owner: 'observability' })];
    const owners = 'Unauthorized to create comments with owners: "cases, observability"';
    expectError(await addMany(found.id, mixed), 403, owners);
    expectError(await addMany('none', [aComment()]), 404, 'Saved object [cases/none] not found');
    const alerts = [aComment(), anAlertComment('a')];
    expectError(await addMany(closed.id, alerts), 400, 'Alert cannot be attached to a closed case');
    expect((await kibana.get(closed.id)).comments).to.deep.equal([]);
  });

  it('are not changed, one check after the other', async () => {
    expectError(await edit('none', { ...unequal, comment: undefined }), 400, UNEQUAL);
    const nowhere = 'Saved object [cases-comments/x] not found';
    expectError(await edit(found.id, { id: 'x' }), 404, nowhere);
    expectError(await edit('none', {}), 404, 'Saved object [cases/none] not found');
    const alert = { ...anAlertComment('a'), comment: undefined };
    expectError(await edit(closed.id, alert), 400, 'You cannot change the type of the comment.');
    const owner = { owner: 'observability' };
    expectError(await edit(closed.id, owner), 400, 'You cannot change the owner of the comment.');
    const version = { version: 'WzksMV0=' };
    const elsewhere = `This comment ${comment.id} does not exist in ${closed.id}).`;
    expectError(await edit(closed.id, version), 404, elsewhere);
    expectError(await edit(found.id, version), 409, STALE);
    expect((await kibana.get(found.id)).comments).to.deep.equal([comment]);
  });

  it('are not deleted from another case, nor where there are none', async () => {
    const remove = (id: string, of: string) => kibana.send('delete', `/api/cases/${id}/comments/${of}`);
    expectError(await remove(found.id, 'x'), 404, 'Saved object [cases-comments/x] not found');
    for (const id of [closed.id, 'none']) {
      const elsewhere = `This comment ${comment.id} does not exist in ${id}.`;
      expectError(await remove(id, comment.id), 404, elsewhere);
      const all = await kibana.send('delete', `/api/cases/${id}/comments`);
      expectError(all, 404, `No comments found for ${id}.`);
    }
    expect((await kibana.get(found.id)).comments).to.deep.equal([comment]);
  });

  it('are not read without being there', async () => {
    const missing = 'Saved object [cases-comments/x] not found';
    expectError(await kibana.send('get', `/api/cases/${found.id}/comments/x`), 404, missing);
    const get = (body: object) =>
      kibana.send('post', `/internal/cases/${found.id}/attachments/_bulk_get`, body);
    const short = 'The length of the field ids is too short. Array must be of length >= 1.';
    expectError(await get({ ids: [] }), 400, short);
    const long = 'The length of the field ids is too long. Array must be of length <= 100.';
    expectError(await get({ ids: Array.from({ length: 101 }, () => 'x') }), 400, long);
    expectError(await get({ ids: ['x'], all: true }), 400, 'invalid keys "all"');
    const find = (query: string) => kibana.send('get', `/api/cases/${found.id}/comments/_find?${query}`);
    const tooMany = 'The provided perPage value is too high. The maximum allowed perPage value is 100.';
    expectError(await find('perPage=101'), 400, tooMany);
    expectError(await find('filter=x'), 400, 'invalid keys "filter"');
    expectError(await find('sortOrder=up'), 400, 'Invalid value "up" supplied to "sortOrder"');
  });

  it('are changed by one of many who have seen the same version', async () => {
    const { id } = await kibana.create();
    const [one] = await attach(kibana, id, [aComment()]);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        kibana.send('patch', `/api/cases/${id}/comments`, {
          ...aComment({ comment: String(i) }),
          ...{ id: one?.id, version: one?.version },
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).to.deep.equal([200, ...Array.from({ length: 11 }, () => 409)]);
    expect(await kibana.actions(id)).to.have.length(3);
  });
});
