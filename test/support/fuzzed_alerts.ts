import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { OpenApiDocument } from '../../server/http/openapi/openapi_document.js';
import { bodyFor, oddTexts } from './fuzzed_alert_bodies.js';
import type { PlainRequest } from './kept_connections.js';

/** Alerts `a0`, `a1`, ... that there are. */
export const KNOWN_ALERTS = 60;
/** Stands for the id of a comment on the alert of the path. */
export const A_COMMENT = 'a-comment';

const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as OpenApiDocument;

/** Every route of the dialect, so that a new one is asked too. */
const ROUTES = Object.entries(paths)
  .filter(([path]) => path.startsWith('/v1/'))
  .flatMap(([path, item]) =>
    Object.keys(item)
      .filter((name) => ['get', 'post', 'patch', 'delete'].includes(name))
      .map((method) => ({ method: method.toUpperCase(), path })),
  );

const encoded = oddTexts.map((value) => encodeURIComponent(value.toWellFormed()));
const known = fc.nat(KNOWN_ALERTS - 1).map((i) => `a${String(i)}`);
const numbers = fc.constantFrom(
  ...['0', '-1', '1', '2', '3', '01', '+1', '1.5', '1e2', '0x10', '', ' ', '101', '100', '2147483647'],
  ...['2147483648', '9007199254740993', '1048577', '1048578', '99999999999999999999', 'NaN', '%31', '٣'],
);

/** A segment of a path as it is sent; not empty and without a slash, which would be another path. */
const segment = fc.oneof(
  { weight: 9, arbitrary: known },
  { weight: 2, arbitrary: encoded.filter((value) => value !== '') },
  fc.constantFrom('%', '%ff', '%2F', '..', '.', '%E0%A4', '*', ':id', 'create-case', '_bulk', '%00'),
  fc.stringMatching(/^[!$&'()*+,.0-9:;=@A-Z[\]^_`a-z{|}~-]{1,40}$/),
);

/** What is no id of a space would be another path. */
const space = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('', '/s/default') },
  fc.stringMatching(/^[a-z0-9_-]{1,20}$/).map((id) => `/s/${id}`),
);

const parameter = fc.tuple(
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('page', 'limit', 'as_of', 'lang', 'status', 'severity', 'tag') },
    fc.oneof(encoded, fc.constantFrom('assigned_to', 'page[]', '__proto__', 'page[$gt]', '%')),
  ),
  fc.oneof(numbers, encoded, fc.constantFrom('en', 'es-MX', 'ja', 'e', 'open', 'low', '4', '%', '%ff')),
);
const query = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  {
    weight: 6,
    arbitrary: fc
      .array(parameter, { maxLength: 5 })
      .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${value}`.replaceAll(/\s/g, '+')).join('&')}`)
      // Other bytes are refused by Node itself.
      .map((sent) => sent.replaceAll(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character))),
  },
  fc.stringMatching(/^\?[!$%&()*+,./:;=?@A-Za-z0-9_[\]-]{0,80}$/),
);

/** What Node's client sends: the rest is no header. */
const headerText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) }),
  fc.string({
    unit: fc.integer({ min: 0xa0, max: 0xff }).map((code) => String.fromCharCode(code)),
    maxLength: 9,
  }),
  fc.constantFrom(
    '*',
    '"1"',
    'W/"1"',
    '"1", "2"',
    '"',
    '1',
    'en;q=0.5, *',
    'x'.repeat(3_000),
    'gzip',
    'null',
  ),
);
const header = fc.oneof(
  fc.tuple(
    fc.constantFrom('if-match', 'idempotency-key'),
    fc.constantFrom('"1"', '"7"', '*', 'W/"1"', '"1", "2"'),
  ),
  fc.tuple(
    fc.constantFrom(
      ...[
        'if-match',
        'if-none-match',
        'idempotency-key',
        'accept-language',
        'accept',
        'x-request-id',
        'cookie',
      ],
      ...[
        'content-encoding',
        'accept-encoding',
        'range',
        'x-http-method-override',
        'x-forwarded-for',
        'kbn-xsrf',
      ],
      ...['authorization', 'x-api-secret', 'content-type', 'traceparent'],
    ),
    headerText,
  ),
);

const credentials = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ 'x-api-key': 'cbr_live_writer' }) },
  fc.constantFrom<Readonly<Record<string, string>>>(
    ...[{ 'x-api-key': 'cbr_live_superuser' }, { 'x-api-key': 'cbr_live_reader' }, {}],
    ...[{ authorization: 'Bearer a.b.c' }, { 'x-api-key': 'half' }],
  ),
  headerText.map((sent) => ({ authorization: `Bearer ${sent}` })),
);

const anyMethod = fc.oneof(
  { weight: 30, arbitrary: fc.constant(undefined) },
  fc.constantFrom('HEAD', 'PUT', 'DELETE'),
);

/** A request to a route of the dialect in which anything may be anything. */
export const alertRequests: fc.Arbitrary<PlainRequest> = fc.constantFrom(...ROUTES).chain((route) =>
  fc
    .record({
      method: anyMethod.map((method) => method ?? route.method),
      path: fc
        .tuple(space, segment, fc.oneof({ weight: 2, arbitrary: fc.constant(A_COMMENT) }, segment), query)
        .map(([prefix, id, comment, asked]) => {
          const path = route.path.replace('{id}', () => id).replace('{commentId}', () => comment);
          return prefix + path + asked;
        }),
      sent: fc.tuple(
        credentials,
        fc.oneof(fc.constant([]), fc.array(header, { minLength: 1, maxLength: 3 })),
      ),
      body: bodyFor(route.path),
    })
    .map(({ method, path, sent: [who, odd], body }) => ({
      ...{ method, path },
      headers: { 'content-type': 'application/json', ...who, ...Object.fromEntries(odd) },
      ...(['POST', 'PATCH', 'PUT'].includes(method) && { body }),
    })),
);

/** What is sent as `page` or `limit`, as it stands in the query. */
export const pageNumbers: fc.Arbitrary<string> = fc.oneof(
  numbers.map((sent) => encodeURIComponent(decodeURIComponent(sent))),
  fc.integer({ min: -3, max: 130 }).map(String),
  fc.double().map(String),
  fc.maxSafeInteger().map(String),
  encoded,
);
