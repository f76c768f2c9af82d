import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { expectError, KibanaClient } from '../support/kibana.js';

atMounts('DELETE /api/cases (K15.4)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost();
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const remove = (query: string) => kibana.send('delete', `/api/cases?${query}`);
  const idsOf = (...ids: unknown[]): string => `ids=${encodeURIComponent(JSON.stringify(ids))}`;

  it('with all of their activity, several at once, by JSON or by a repeated key', async () => {
    const [a, b, c] = [await kibana.create(), await kibana.create(), await kibana.create()];
    await kibana.comment(a.id);
    const response = await remove(idsOf(a.id, b.id, a.id));
    expect([response.status, response.text]).to.deep.equal([204, '']);
    for (const { id } of [a, b]) {
      expectError(await kibana.send('get', `/api/cases/${id}`), 404, `Saved object [cases/${id}] not found`);
      expect(await kibana.actions(id)).to.deep.equal([]);
    }
    expect(await kibana.actions(c.id)).to.have.length(1);
    const d = await kibana.create();
    expect((await remove(`ids=${c.id}&ids=${d.id}`)).status).to.equal(204);
  });

  it('all or not at all', async () => {
    const { id } = await kibana.create();
    expectError(await remove(idsOf(id, 'none', 'nor')), 404, 'Saved object [cases/none] not found');
    expect(await kibana.actions(id)).to.have.length(1);
  });

  const refusals: readonly (readonly [string, string])[] = [
    ['', '[request query.ids]: expected value of type [array] but got [undefined]'],
    ['ids=plain', '[request query.ids]: could not parse array value from json input'],
    ['ids=%22a%22', '[request query.ids]: expected value of type [array] but got [string]'],
    [idsOf(1), '[request query.ids.0]: expected value of type [string] but got [number]'],
    [`${idsOf('a')}&force=true`, '[request query.force]: definition for this key is missing'],
    [idsOf(), 'The length of the field ids is too short. Array must be of length >= 1.'],
    [idsOf(' '), 'string must have length >= 1'],
    [
      idsOf(...Array<string>(101).fill('a')),
      'The length of the field ids is too long. Array must be of length <= 100.',
    ],
  ];
  for (const [query, message] of refusals) {
    it(`only when the query is right: '${query.slice(0, 40)}' is not`, async () => {
      expectError(await remove(query), 400, message);
    });
  }
});
