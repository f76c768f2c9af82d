import fc from 'fast-check';
import { oddTexts } from './fuzzed_alert_bodies.js';
import type { PlainRequest } from './kept_connections.js';

const ROOT = '/api/activity/v1';

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  oddTexts,
  fc.constantFrom<unknown>('', null, -0, 1e300, 2 ** 53, [], {}, [[]], { a: null }),
  fc.constant(JSON.parse('{"__proto__":{"a":1},"constructor":1}')),
);
const mostly = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: odd });

const state = mostly(
  fc.record(
    { n: fc.nat(3), tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), odd },
    { requiredKeys: [] },
  ),
);
const id = fc.nat(300).map((n) => `f-${String(n)}`);
const change = {
  owner: mostly(fc.constantFrom('securitySolution', 'securitySolution', 'observability')),
  ...{ before: state, after: state },
  actor: mostly(fc.record({ kind: fc.constantFrom('user', 'system'), username: mostly(fc.constant('u')) })),
  at: mostly(fc.constantFrom('2016-02-29', '2026-03-04T10:00:00+02:00', '2999-01-01')),
  context: mostly(fc.record({ source: mostly(fc.constantFrom('import', 'rule')) }, { requiredKeys: [] })),
  feed: mostly(fc.record({ id: mostly(fc.constantFrom('x', 'y')), position: mostly(fc.nat(20)) })),
};
const record = mostly(
  fc.record({ kind: mostly(fc.constantFrom('server', 'server', 'server', 'case')), id: mostly(id) }),
);
const one = fc.record({ ...change, extra: odd }, { requiredKeys: ['owner', 'after'] });
const named = fc.record({ record, ...change }, { requiredKeys: ['record', 'owner', 'after'] });
const line = fc.record({ record, ...change }, { requiredKeys: ['record', 'owner', 'after', 'feed'] });

const JSON_TYPE = { 'content-type': 'application/json' };
const LINES_TYPE = { 'content-type': 'application/x-ndjson' };
const body = fc.oneof(
  id.chain((name) =>
    mostly(one).map((sent) => ({
      path: `/records/server/${name}/entries`,
      body: JSON.stringify(sent),
      headers: JSON_TYPE,
    })),
  ),
  mostly(fc.record({ changes: mostly(fc.array(mostly(named), { maxLength: 5 })) })).map((sent) => ({
    ...{ path: '/entries', body: JSON.stringify(sent), headers: JSON_TYPE },
  })),
  fc
    .array(
      fc.oneof(
        mostly(line).map((sent) => JSON.stringify(sent)),
        fc.constantFrom('', '{', '{}', '7'),
      ),
      { maxLength: 6 },
    )
    .map((lines) => ({ path: '/entries', body: lines.join('\n'), headers: LINES_TYPE })),
  fc.constantFrom('', '{', 'x').map((text) => ({ path: '/entries', body: text, headers: JSON_TYPE })),
);

const credentials = fc.constantFrom('superuser', 'superuser', 'reader', 'narrow');
const key = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.constantFrom('a', '"b"', 'a b', '').map((sent) => ({ 'idempotency-key': sent })),
);

/** Changes of all sorts that are sent to be recorded. */
export const changeRequests: fc.Arbitrary<PlainRequest> = fc
  .record({ body, credentials, key })
  .map(({ body: { path, body: text, headers }, credentials: name, key: sent }) => ({
    ...{ method: 'POST', path: ROOT + path, body: text },
    headers: { ...headers, ...sent, 'x-api-key': `cbr_live_${name}` },
  }));
