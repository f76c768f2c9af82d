import { expect } from 'chai';
import request from 'supertest';
import { BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const ENTRIES = '/records/alert/a-1/entries';

atMounts('what is refused (N1.1, N1.3, N17)', () => {
  let host: TestHost;
  let client: NativeClient;
  before(async () => {
    host = await startAlertHost({
      after: (app) => app.use((_request, response) => void response.status(418).send('host')),
    });
    await recordChange(host, undefined, { title: 'T' });
    client = new NativeClient(host);
  });
  after(() => host.stop());

  it('is told with all faults at once, in keys of a fixed order', async () => {
    const sent = { 'x-request-id': 'r-1' };
    const { status, text } = await client.send('get', `${ENTRIES}?limit=501&from=yesterday&limits=2`, sent);
    expect(status).to.equal(400);
    const problem = JSON.parse(text) as Record<string, unknown>;
    expect(problem).to.deep.equal({
      ...{ type: 'about:blank', title: 'Bad Request', status: 400, detail: '3 parameters are not valid.' },
      ...{ code: 'INVALID_REQUEST', requestId: 'r-1' },
      errors: [
        { parameter: 'limit', detail: 'must be an integer from 1 to 500' },
        { parameter: 'from', detail: 'must be an instant such as 2026-03-04T10:15:00Z, or a day' },
        { parameter: 'limits', detail: 'is not a parameter here' },
      ],
    });
    expect(Object.keys(problem).join()).to.equal('type,title,status,detail,code,requestId,errors');
  });

  for (const [query, parameter, detail] of [
    ['limit=0', 'limit', 'must be an integer from 1 to 500'],
    ['limit=1e2', 'limit', 'must be an integer from 1 to 500'],
    ['limit=', 'limit', 'must be an integer from 1 to 500'],
    ['limit=1&limit=1', 'limit', 'must be given once'],
    ['order=up', 'order', 'must be asc or desc'],
    ['after=-1', 'after', 'must be an integer from 0 to 1048575'],
    ['before=1048576', 'before', 'must be an integer from 0 to 1048575'],
    ['from=2026-02-30', 'from', 'must be an instant such as 2026-03-04T10:15:00Z, or a day'],
    ['to=2026-02-03T04:05', 'to', 'must be an instant such as 2026-03-04T10:15:00Z, or a day'],
    ['types=changed', 'types', 'must be one of created, field, items, comment, pushed, deleted, statement'],
    [
      'types=field,items',
      'types',
      'must be one of created, field, items, comment, pushed, deleted, statement',
    ],
    ['actorKinds=robot', 'actorKinds', 'must be one of user, key, system, anonymous'],
    [Array(51).fill('fields=a').join('&'), 'fields', 'must be at most 50 values'],
    ['actors=', 'actors', 'must be a name of 1 to 1,000 characters'],
    ['q=', 'q', 'must be a text of 1 to 200 characters'],
    ['q=++', 'q', 'must be a text of 1 to 200 characters'],
    [`q=${'x'.repeat(201)}`, 'q', 'must be a text of 1 to 200 characters'],
    ['include=everything', 'include', 'must be one of text, ago, proof'],
    ['locale=x_y', 'locale', 'must be a language tag such as es or pt-BR'],
    ['__proto__=1', '__proto__', 'is not a parameter here'],
    ['cursor=a', 'cursor', 'is not a parameter here'],
    ['q=%FF', '?', 'must be at most 1,000 parameters in UTF-8'],
  ] as const) {
    it(`is ${query.slice(0, 40)}`, async () => {
      const { errors, detail: sentence } = await client.refused(
        `${ENTRIES}?${query}`,
        400,
        'INVALID_REQUEST',
      );
      expect(errors).to.deep.equal([{ parameter, detail }]);
      expect(sentence).to.equal('One parameter is not valid.');
    });
  }

  for (const [path, parameter, detail] of [
    ['/records/alert/a-1/entries/one', 'seq', 'must be an integer from 1 to 1048575'],
    ['/records/alert/a-1/entries/0', 'seq', 'must be an integer from 1 to 1048575'],
    ['/records/alert/a-1/state?at=0', 'at', 'must be an integer from 1 to 1048575'],
    ['/records/alert/a-1/state?at=1&asOf=2026-01-01', 'at', 'must not be there with asOf'],
    ['/records/alert/a-1/diff', 'from', 'must be an integer from 0 to 1048575'],
    ['/records/alert/a-1/diff?from=1&to=0', 'to', 'must not be before from'],
    ['/records/alert/a-1?limit=1', 'limit', 'is not a parameter here'],
    ['/records/alert/%FF/entries', 'path', 'must be percent-encoded UTF-8'],
    ['/entries?limit=201', 'limit', 'must be an integer from 1 to 200'],
    ['/entries?cursor=MTc3', 'cursor', 'must be the cursor of a page'],
    ['/entries?after=1', 'after', 'is not a parameter here'],
    ['/log?order=asc', 'order', 'is not a parameter here'],
    ['/log?limit=1001', 'limit', 'must be an integer from 1 to 1000'],
    ['/log?start=-1', 'start', 'must be an integer from 0 to 9007199253692416'],
  ] as const) {
    it(`is ${path}`, async () => {
      const { errors } = await client.refused(path, 400, 'INVALID_REQUEST');
      expect(errors).to.deep.equal([{ parameter, detail }]);
    });
  }

  it('is whoever sends no credentials, without a dialog of the browser', async () => {
    const { status, headers, body } = await new NativeClient(host, null).send('get', ENTRIES);
    expect([status, (body as { code: string }).code]).to.deep.equal([401, 'UNAUTHENTICATED']);
    expect(headers['www-authenticate']).to.equal('Bearer realm="case-activity"');
  });

  it('is a key without the scope, before anything else is looked at', async () => {
    const narrow = new NativeClient(host, { ...BOSS, scopes: ['alerts:read'] });
    for (const path of [ENTRIES, `${ENTRIES}?limit=x`, '/records/alert/none', '/entries', '/log']) {
      const { detail } = await narrow.refused(path, 403, 'FORBIDDEN');
      expect(detail).to.equal('Missing scope: activity:read');
    }
    for (const scope of ['activity:read', 'admin:*'] as const) {
      await new NativeClient(host, { ...BOSS, scopes: [scope] }).read(ENTRIES);
    }
  });

  it('is a space that the caller may not enter, and one that does not exist', async () => {
    await new NativeClient(host, BOSS, 'nowhere').refused(ENTRIES, 404, 'SPACE_NOT_FOUND');
    const reader = { username: 'r', roles: ['reader'] };
    await new NativeClient(host, reader, 'nowhere').refused(ENTRIES, 403, 'FORBIDDEN');
  });

  it('is any other method on a path that is known, and no path that is not', async () => {
    const other = await client.send('put', ENTRIES);
    expect([other.status, other.headers['allow']]).to.deep.equal([405, 'GET, HEAD, POST']);
    expect(other.body).to.include({ code: 'METHOD_NOT_ALLOWED', title: 'Method Not Allowed' });
    expect((await client.send('get', '/record/alert/a-1')).status).to.equal(418);
  });

  it('has the headers of every answer', async () => {
    for (const path of [ENTRIES, `${ENTRIES}?limit=x`, '/records/alert/none', '/records/alert/%FF']) {
      const { headers } = await client.send('get', path, {
        'x-request-id': 'r.1_-',
        'accept-language': 'fr',
      });
      expect(headers).to.include({
        ...{ 'x-request-id': 'r.1_-', 'content-language': 'fr', 'cache-control': 'no-store' },
      });
      expect(headers['vary']).to.match(/\bAccept-Language\b/);
    }
    const { status, text } = await client.send('head', ENTRIES);
    expect([status, text]).to.deep.equal([200, undefined]);
  });

  it('is whoever asks too often', async () => {
    const limited = await startAlertHost({
      config: { casebender: { rateLimits: { basic: { minute: 1 } } } },
      clock: () => new Date('2026-03-04T10:20:30Z'),
    });
    const caller = new NativeClient(limited, { ...BOSS, tier: 'basic' });
    await caller.refused('/records/alert/none', 404, 'RECORD_NOT_FOUND');
    const refused = await caller.send('get', '/records/alert/none');
    expect([refused.status, refused.headers['retry-after']]).to.deep.equal([429, '30']);
    expect(refused.body).to.include({ code: 'RATE_LIMITED' });
    await limited.stop();
  });

  it('is told in one piece to whoever asks for a path of another router', async () => {
    // Our own dialect does not stand in the way of the operations routes beside it.
    expect((await request(host.url).get('/api/activity/healthz')).status).to.equal(200);
  });
});
