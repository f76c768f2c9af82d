import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { OpenApiDocument } from '../../server/http/openapi/openapi_document.js';
import { oddTexts } from './fuzzed_alert_bodies.js';
import type { PlainRequest } from './kept_connections.js';

const ROOT = '/api/activity/v1';

const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as OpenApiDocument;

/** Every route of the dialect that asks who it is, with its parameters, so that a new one is asked too. */
const ROUTES = Object.entries(paths)
  .filter(([path, { get }]) => path.startsWith(`${ROOT}/`) && get?.security.length !== 0)
  .map(([path, { get }]) => ({
    path,
    names: (get?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name),
  }));

const encoded = oddTexts.map((text) => encodeURIComponent(text.toWellFormed()));
const number = fc.oneof(
  fc.integer({ min: -1, max: 30 }).map(String),
  fc.constantFrom(
    '01',
    '+1',
    '1.5',
    '1e2',
    '0x1',
    '501',
    '1048575',
    '1048576',
    '9007199254740993',
    'NaN',
    '%31',
  ),
);
const value = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 2, arbitrary: encoded },
  fc.constantFrom(
    'asc',
    'desc',
    'field',
    'items',
    'comment',
    'user',
    'system',
    'text',
    'ago',
    'proof',
    'es',
    'pt-BR',
    'x_y',
  ),
  fc.constantFrom(
    '2026-03-04',
    '2026-03-04T10:00:00Z',
    '2026-03-04T10:00:00%2B14:00',
    '0000-01-01',
    '9999-12-31',
  ),
  fc.constantFrom(
    '2026-13-01',
    '-271821-04-20',
    '',
    '%',
    '%ff',
    '+',
    'MTc3',
    'MS4xLjE',
    'title',
    'severity',
    'ana',
    'status',
  ),
  fc.constantFrom(
    'day',
    'week',
    'month',
    'Europe/Berlin',
    'Pacific/Apia',
    'Etc/GMT%2B12',
    'Not/There',
    '2027-03-04',
    '2011-12-30',
  ),
);

/** A segment of a path as it is sent; not empty and without a slash, which would be another path. */
const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a-1', '1', '2', 'state') },
  encoded.filter((text) => text !== ''),
  fc.constantFrom(
    '%',
    '%ff',
    '%2F',
    '.',
    '..',
    '*',
    '%00',
    '__proto__',
    'constructor',
    '99999999999999999999',
  ),
);

const route = fc.constantFrom(...ROUTES).chain(({ path, names }) => {
  const query = fc.array(
    fc.tuple(
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...(names.length === 0 ? ['locale'] : names)) },
        encoded,
        fc.constantFrom('__proto__', 'page[]'),
      ),
      value,
    ),
    { maxLength: 5 },
  );
  const kind = fc.oneof({ weight: 5, arbitrary: fc.constant('alert') }, segment);
  const tile = fc.oneof(fc.constantFrom('000', '000.p/3', 'x001/000', 'x001', '.p/3'), segment);
  return fc.record({
    path: fc.constant(path),
    query,
    kind,
    id: segment,
    seq: fc.oneof(number, segment),
    tile,
  });
});

const credentials = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ 'x-api-key': 'cbr_live_reader' }) },
  fc.constantFrom<Readonly<Record<string, string>>>(
    { 'x-api-key': 'cbr_live_superuser' },
    {},
    { 'x-api-key': 'no' },
  ),
  fc.constantFrom({ 'x-api-key': 'cbr_live_narrow' }, { authorization: 'Bearer a.b.c' }),
);
const language = fc.oneof(
  fc.constant({}),
  fc.constantFrom('de', '*', 'x'.repeat(3_000), 'en;q=x').map((text) => ({ 'accept-language': text })),
);

const lastEvent = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  fc
    .constantFrom('0', '11', '99', 'x', '-1', '1e3', '9007199254740993')
    .map((id) => ({ 'last-event-id': id })),
);

/** Requests of all sorts to the routes of our own dialect. */
export const historyRequests: fc.Arbitrary<PlainRequest> = fc
  .record({
    method: fc.oneof(
      { weight: 12, arbitrary: fc.constant('GET') },
      fc.constantFrom('HEAD', 'POST', 'DELETE', 'OPTIONS'),
    ),
    space: fc.oneof({ weight: 8, arbitrary: fc.constant('') }, fc.constantFrom('/s/default', '/s/none')),
    route,
    credentials,
    language,
    lastEvent,
  })
  .map(({ method, space, route: { path, query, kind, id, seq, tile }, ...headers }) => {
    const places = { kind, id, seq, level: seq, index: tile };
    const filled = Object.entries(places).reduce((all, [name, sent]) => all.replace(`{${name}}`, sent), path);
    const text = query
      .map(([name, sent]) => `${name}=${sent}`)
      .join('&')
      .replaceAll(/\s/g, '+');
    const full = `${space}${filled}${text === '' ? '' : `?${text}`}`;
    // What has no end is asked for its headers: the checks are the same.
    const isEndless = path.endsWith('/stream') && method === 'GET';
    return {
      method: isEndless ? 'HEAD' : method,
      path: full,
      headers: { ...headers.credentials, ...headers.language, ...headers.lastEvent },
    };
  });
