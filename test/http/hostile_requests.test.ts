import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import request from 'supertest';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { aComment, aNewCase, expectError } from '../support/kibana.js';
import { failureOf } from '../support/casebender.js';
import { sendBytes } from '../support/raw_request.js';

/** Keys that mean something to a route, so that values get behind the first check. */
const KEYS = [
  ...['ids', 'includeComments', 'page', 'limit', 'as_of', 'lang', '__proto__', 'a', 'page[$gt]'],
  ...['status', 'severity', 'assigned_to', 'tag'],
];

const query = fc.oneof(
  fc
    .array(fc.tuple(fc.constantFrom(...KEYS), fc.string({ unit: 'binary', maxLength: 20 })), {
      maxLength: 30,
    })
    .map((pairs) =>
      pairs.map(([key, value]) => `${key}=${encodeURIComponent(value.toWellFormed())}`).join('&'),
    ),
  fc.stringMatching(/^[!$%&()*+,./:;=?@A-Za-z0-9_[\]-]{0,80}$/),
  fc
    .tuple(
      fc.constantFrom('a&', 'lang=', '%', '%ff&', '&', '=', 'page=1&'),
      fc.integer({ min: 1, max: 1500 }),
    )
    .map(([text, times]) => text.repeat(times)),
  fc.json().map((json) => `ids=${encodeURIComponent(json)}`),
);

/** A proper body in which one member has become anything. */
const body = fc.oneof(
  fc.json({ stringUnit: 'binary' }),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc
    .tuple(
      fc.constantFrom<object>(
        aNewCase(),
        aComment(),
        { cases: [] },
        { title: 'T', severity: 'low' },
        { body: 'x' },
      ),
      fc.constantFrom(
        'title',
        'tags',
        'connector',
        'assignees',
        'cases',
        'custom_fields',
        '__proto__',
        'body',
      ),
      fc.json({ stringUnit: 'binary', maxDepth: 3 }),
    )
    .map(([record, key, json]) => `{${JSON.stringify(key)}:${json},${JSON.stringify(record).slice(1)}`),
);

const types = fc.constantFrom(
  'application/json',
  'application/json',
  'text/plain',
  'x',
  'a/b+json; charset=utf-8',
);

const READS = [
  '/v1/alerts',
  '/api/cases/x',
  '/api/cases/x/user_actions',
  '/v1/alerts/x',
  '/v1/alerts/x/activities',
];
const WRITES = ['/api/cases', '/api/cases/x/comments', '/v1/alerts', '/v1/alerts/x/comments'];

atMounts('no request', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost();
  });
  after(() => host.stop());

  it('gets an answer of 500 for its query', async function () {
    const property = fc.asyncProperty(fc.constantFrom(...READS), query, async (path, text) => {
      const { status } = await request(host.url).get(`${path}?${text}`);
      expect(status).to.be.below(500);
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('gets an answer of 500 for its body', async function () {
    const property = fc.asyncProperty(fc.constantFrom(...WRITES), types, body, async (path, type, text) => {
      const headers = { 'content-type': type, 'kbn-xsrf': '1' };
      const { status } = await sendBytes(`${host.url}${path}`, headers, [Buffer.from(text)]);
      expect(status).to.be.below(500);
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('has more than a thousand parameters', async () => {
    const many = '?' + 'a&'.repeat(7500);
    const message = 'Request query has more than 1000 parameters.';
    expectError(await request(host.url).get(`/api/cases/x${many}`), 400, message);
    const refused = await request(host.url).get(`/v1/alerts/x${many}`).set('accept-language', 'en');
    expect(failureOf(refused)).to.deep.equal({
      status: 400,
      code: 'INVALID_REQUEST',
      message: 'The query parameters are not valid',
    });
  });

  it('has a query that is no UTF-8', async () => {
    const message = 'Request query is not UTF-8 text.';
    expectError(await request(host.url).get('/api/cases/x?includeComments=%ff'), 400, message);
    const refused = await request(host.url).get('/v1/alerts/x?lang=%ff').set('accept-language', 'de');
    expect(failureOf(refused)).to.include({ status: 400, message: 'Die Anfrageparameter sind ungültig' });
  });
});

describe('a client that sends half a body', () => {
  const errors: string[] = [];
  let host: TestHost;
  before(async () => {
    const silent = { warn: () => undefined, info: () => undefined };
    host = await startHost({
      logger: { ...silent, error: (_details, message) => void errors.push(message) },
      // What Node does by itself after five minutes.
      server: { requestTimeout: 300, headersTimeout: 300, connectionsCheckingInterval: 50 },
    });
  });
  after(() => host.stop());

  /** A connection over which half a body has come. */
  async function halfSent(): Promise<Socket> {
    const arrived = once(host.server, 'request');
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
    const head = ['POST /v1/alerts HTTP/1.1', 'host: x', 'content-type: application/json'];
    socket.write(`${head.join('\r\n')}\r\ncontent-length: 900000\r\n\r\n{"title":"${'x'.repeat(100_000)}`);
    await arrived;
    return socket;
  }

  it('and goes away leaves no line in the log', async () => {
    const socket = await halfSent();
    socket.destroy();
    await once(socket, 'close');
    expect(await request(host.url).get('/api/activity/healthz')).to.have.property('status', 200);
    expect(errors).to.deep.equal([]);
  });

  it('and stays silent is cut off by the server of the host', async () => {
    const socket = await halfSent();
    let text = '';
    socket.on('data', (part: Buffer) => (text += part.toString()));
    await once(socket, 'close');
    expect(text).to.match(/^HTTP\/1\.1 4\d\d /);
    expect(errors).to.deep.equal([]);
  });
});
