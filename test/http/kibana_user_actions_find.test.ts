import { expect } from 'chai';
import fc from 'fast-check';
import type { KibanaUserActionItem, KibanaUserActionPage } from '../../common/kibana_activity.js';
import { USER_ACTION_FILTERS } from '../../server/services/cases/user_action_types.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import { atMounts } from '../support/mounts.js';

atMounts('GET /api/cases/{case_id}/user_actions/_find (K3.3, K8)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  let id: string;
  before(async () => {
    host = await startHost({ config: { security: { enabled: false } } });
    kibana = new KibanaClient(host);
    const created = await kibana.create({ tags: ['old'], category: 'phishing' });
    ({ id } = created);
    const changes = [
      { title: 'Other', tags: ['new', 'newer'] },
      { category: null, status: 'in-progress' },
      { severity: 'high', assignees: [{ uid: 'u_mira_0' }] },
      { assignees: [], settings: { syncAlerts: false } },
    ];
    for (const change of changes) {
      const { version } = await kibana.get(id);
      expect((await kibana.patch({ id, version }, change)).status).to.equal(200);
    }
    await kibana.comment(id);
  });
  after(() => host.stop());

  const find = (query = '', caseId = id) =>
    kibana.send('get', `/api/cases/${caseId}/user_actions/_find${query}`);
  const page = async (query = ''): Promise<KibanaUserActionPage> => {
    const { status, body } = await find(query);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body as KibanaUserActionPage;
  };
  const shown = ({ userActions }: KibanaUserActionPage) =>
    userActions.map(({ type, action }) => `${type}/${action}`);

  it('answers a page with the keys in their order, and each action as the legacy route has it', async () => {
    const answer = await page();
    expect(Object.keys(answer)).to.deep.equal(['userActions', 'page', 'perPage', 'total']);
    const legacy = await kibana.actions(id);
    expect(answer).to.deep.include({ page: 1, perPage: 20, total: legacy.length });
    expect(answer.userActions.map((item) => Object.keys(item))).to.deep.equal(
      legacy.map(() => [
        ...['id', 'version', 'created_at', 'created_by', 'owner'],
        ...['action', 'payload', 'type', 'comment_id'],
      ]),
    );
    const asLegacy = ({ id: actionId, version: _, ...item }: KibanaUserActionItem) => ({
      ...{ ...item, action_id: actionId, case_id: id },
    });
    expect(answer.userActions.map(asLegacy)).to.deep.equal(legacy);
    expect(new Set(answer.userActions.map(({ version }) => version)).size).to.equal(legacy.length);
    expect((await page()).userActions).to.deep.equal(answer.userActions);
  });

  it('filters by type, and by each group', async () => {
    expect(shown(await page('?types=tags'))).to.deep.equal(['tags/add', 'tags/delete']);
    expect(shown(await page('?types=category&types=assignees'))).to.deep.equal([
      'category/delete',
      'assignees/add',
      'assignees/delete',
    ]);
    expect(shown(await page('?types=user'))).to.deep.equal(['comment/create']);
    expect(shown(await page('?types=alert&types=attachment'))).to.deep.equal([]);
    const [all, action, user] = await Promise.all(['', '?types=action', '?types=user'].map(page));
    expect(action?.total).to.equal((all?.total ?? 0) - (user?.total ?? 0));
    expect(shown(await page('?types=delete_case'))).to.deep.equal([]);
    expect(await page('?types=pushed&page=3&perPage=7')).to.deep.equal({
      ...{ userActions: [], page: 3, perPage: 7, total: 0 },
    });
  });

  it('covers the history once by the pages of any filter, in either order', async () => {
    const all = (await page('?perPage=100')).userActions;
    const filters = fc.uniqueArray(fc.constantFrom(...USER_ACTION_FILTERS), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom('asc', 'desc'),
        fc.integer({ min: 1, max: 9 }),
        async (...drawn) => {
          const [types, order, perPage] = drawn;
          const query = `?sortOrder=${order}&perPage=${String(perPage)}${types.map((type) => `&types=${type}`).join('')}`;
          const found: KibanaUserActionItem[] = [];
          for (let number = 1, more = true; more; number += 1) {
            const { userActions, total } = await page(`${query}&page=${String(number)}`);
            found.push(...userActions);
            more = userActions.length > 0 && found.length <= total;
            if (!more) expect(found.length).to.equal(total);
          }
          const ids = found.map((item) => item.id);
          const expected = all.map((item) => item.id).filter((one) => ids.includes(one));
          expect(ids).to.deep.equal(order === 'asc' ? expected : expected.reverse());
          if (types.length === 0) expect(ids).to.have.length(all.length);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('takes no more of a page than is asked for, down to nothing', async () => {
    const { total } = await page();
    expect(await page('?perPage=0')).to.deep.equal({ userActions: [], page: 1, perPage: 0, total });
    expect((await page('?perPage=1&sortOrder=desc')).userActions).to.have.length(1);
    expect(await page('?page=100&perPage=100')).to.deep.equal({
      userActions: [],
      page: 100,
      perPage: 100,
      total,
    });
  });

  const WINDOW =
    'The number of documents is too high. Paginating through more than 10000 documents is not possible.';
  for (const [query, message] of [
    ['types=banana', 'Invalid value "banana" supplied to "types"'],
    ['types=tags&types=banana', 'Invalid value "banana" supplied to "types"'],
    ['sortOrder=up', 'Invalid value "up" supplied to "sortOrder"'],
    ['page=x', 'Invalid value "x" supplied to "page",cannot parse to a number'],
    ['page=', 'Invalid value "" supplied to "page",cannot parse to a number'],
    ['page=0', 'Invalid value "0" supplied to "page"'],
    ['page=1.5', 'Invalid value "1.5" supplied to "page"'],
    ['page=1&page=2', 'Invalid value "["1","2"]" supplied to "page"'],
    [`page=${'1'.repeat(101)}`, `Invalid value "${'1'.repeat(101)}" supplied to "page"`],
    ['perPage=-1', 'Invalid value "-1" supplied to "perPage"'],
    ['perPage=101', 'The provided perPage value is too high. The maximum allowed perPage value is 100.'],
    ['page=101&perPage=100', WINDOW],
    ['page=10001', WINDOW],
    [
      'page=x&perPage=y',
      'Invalid value "x" supplied to "page",cannot parse to a number,Invalid value "y" supplied to "perPage",cannot parse to a number',
    ],
    ['banana=1', 'invalid keys "banana"'],
    ['types=banana&other=1', 'Invalid value "banana" supplied to "types"'],
  ] as const) {
    it(`refuses ${query}, also of a case that is not there`, async () => {
      expectError(await find(`?${query}`), 400, message);
      expectError(await find(`?${query}`, 'none'), 400, message);
    });
  }

  it('knows no case that is not there', async () => {
    expectError(await find('', 'none'), 404, 'Saved object [cases/none] not found');
  });
});
