import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { aComment, aNewCase, expectError, KibanaClient } from '../support/kibana.js';

atMounts('an empty text', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost();
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const empty = (field: string): string => `The ${field} field cannot be an empty string.`;

  it('is refused in a new case', async () => {
    for (const [change, field] of [
      [{ title: '' }, 'title'],
      [{ description: '' }, 'description'],
      [{ tags: [''] }, 'tag'],
      [{ category: '' }, 'category'],
    ] as const) {
      expectError(await kibana.send('post', '/api/cases', aNewCase(change)), 400, empty(field));
    }
  });

  it('is refused in a change and a comment, which leave nothing', async () => {
    const found = await kibana.create();
    for (const [change, field] of [
      [{ title: '' }, 'title'],
      [{ description: '', status: 'closed' }, 'description'],
      [{ tags: ['a', ''] }, 'tag'],
      [{ category: '' }, 'category'],
    ] as const) {
      expectError(await kibana.patch(found, change), 400, empty(field));
    }
    const comment = await kibana.send('post', `/api/cases/${found.id}/comments`, aComment({ comment: '' }));
    expectError(comment, 400, empty('comment'));
    expect(await kibana.get(found.id)).to.deep.equal(found);
    expect(await kibana.actions(found.id)).to.have.length(1);
  });

  it('is refused as the id of a case to delete', async () => {
    for (const query of ['ids=[""]', 'ids=["a","%20"]', 'ids=a&ids=']) {
      const response = await kibana.send('delete', `/api/cases?${query}`);
      expectError(response, 400, 'string must have length >= 1');
    }
  });
});
