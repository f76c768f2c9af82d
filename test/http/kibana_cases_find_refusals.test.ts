import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import { foundCases, queryText, titlesOf } from '../support/kibana_case_lists.js';
import type { QueryKeys } from '../support/kibana_case_lists.js';

describe('a query for cases that cannot be asked (K2.4, K8, K14)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost();
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const many = Array.from({ length: 101 }, (_, i) => `v${String(i)}`);
  const tooDeep =
    'The number of documents is too high. Paginating through more than 10000 documents is not possible.';
  const table: readonly (readonly [keys: QueryKeys, message: string])[] = [
    [{ page: 0 }, 'Invalid value "0" supplied to "page"'],
    [{ page: 'x' }, 'Invalid value "x" supplied to "page",cannot parse to a number'],
    [{ page: ['1', '2'] }, 'Invalid value "["1","2"]" supplied to "page"'],
    [{ perPage: 101 }, 'The provided perPage value is too high. The maximum allowed perPage value is 100.'],
    [{ page: 101, perPage: 100 }, tooDeep],
    [{ page: 10001 }, tooDeep],
    [{ sortField: 'created_at' }, 'Invalid value "created_at" supplied to "sortField"'],
    [{ sortOrder: 'up' }, 'Invalid value "up" supplied to "sortOrder"'],
    [{ status: 'all' }, 'Invalid value "all" supplied to "status"'],
    [
      { status: ['open', 'x'], severity: ['y'] },
      'Invalid value "x" supplied to "status",Invalid value "y" supplied to "severity"',
    ],
    ...['tags', 'category', 'owner', 'reporters', 'assignees'].map(
      (key) =>
        [
          { [key]: many },
          `The length of the field ${key} is too long. Array must be of length <= 100.`,
        ] as const,
    ),
    ...(['yesterday', 'now-', 'now-1', 'now+1d', 'now-1x', 'now-1.5d', '5', '2025-02-30'] as const).map(
      (from) => [{ from }, `Invalid value "${from}" supplied to "from"`] as const,
    ),
    [{ from: '' }, 'The from field cannot be an empty string.'],
    [{ to: '2025-01-01T10:00:00' }, 'Invalid value "2025-01-01T10:00:00" supplied to "to"'],
    [{ to: '2025-01-01T25:00:00Z' }, 'Invalid value "2025-01-01T25:00:00Z" supplied to "to"'],
    [{ to: 'now-9999999999y' }, 'Invalid value "now-9999999999y" supplied to "to"'],
    [{ searchFields: 'tags' }, 'Invalid value "tags" supplied to "searchFields"'],
    [{ defaultSearchOperator: 'or' }, 'Invalid value "or" supplied to "defaultSearchOperator"'],
    [{ search: ['a', 'b'] }, 'Invalid value "["a","b"]" supplied to "search"'],
    [{ search: 'x'.repeat(1001) }, 'The length of the search is too long. The maximum length is 1000.'],
    [
      { search: many.slice(0, 21).join(' ') },
      'The search has too many words. The maximum number of words is 20.',
    ],
    [{ fields: 'title', rootSearchFields: 'x' }, 'invalid keys "fields,rootSearchFields"'],
  ];
  for (const [keys, message] of table) {
    it(`is refused: ${queryText(keys).slice(0, 60)}`, async () => {
      expectError(await kibana.send('get', `/api/cases/_find${queryText(keys)}`), 400, message);
    });
  }

  it('is asked up to the limits', async () => {
    for (const keys of [
      { tags: many.slice(1), owner: many.slice(1) },
      { page: 100, perPage: 100 },
      { search: ` ${many.slice(0, 20).join('  ')} v1` },
      { search: 'x'.repeat(1000) },
    ]) {
      expect(titlesOf(await foundCases(kibana, keys))).to.deep.equal([]);
    }
  });
});
