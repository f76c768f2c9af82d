import { expect } from 'chai';
import request from 'supertest';
import { ActivityError } from '../../server/index.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import type { RawAnswer } from '../support/raw_request.js';
import { sendBytes } from '../support/raw_request.js';
import { aComment, aNewCase, aUser, expectError, KibanaClient } from '../support/kibana.js';

atMounts('requests to the Kibana dialect (K1, K2.1, K2.2, K2.3, K2.5)', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost({
      config: {
        security: {
          roles: [{ name: 'reader', kibana: [{ spaces: ['default'], base: ['read'], feature: {} }] }],
          users: [aUser('root', 'superuser'), aUser('reader', 'reader')],
        },
      },
      maxBodyBytes: 1024,
      after: (app) => app.use((_request, response) => void response.status(404).send('host')),
    });
  });
  after(() => host.stop());

  const signed = (method: 'get' | 'post' | 'patch' | 'put' | 'delete', path: string): request.Test =>
    request(host.url)[method](path).auth('root', 'root');
  const post = (): request.Test => signed('post', '/api/cases').set('kbn-xsrf', '1');

  it('without credentials are 401, before anything else is looked at', async () => {
    for (const sent of [
      request(host.url).get('/api/cases/x/user_actions'),
      request(host.url).get('/api/cases/x/user_actions').auth('root', 'wrong'),
      request(host.url).post('/s/ghost/api/cases').set('content-type', 'application/json').send('{"broken'),
    ]) {
      const response = await sent;
      expectError(response, 401, 'Unauthorized');
      expect(response.headers['www-authenticate']).to.match(/^Basic realm="/);
      expect(response.headers['elastic-api-version']).to.equal('2023-10-31');
    }
  });

  it('with a malformed body are 400 before the missing kbn-xsrf is', async () => {
    const broken = await signed('post', '/s/ghost/api/cases')
      .set('content-type', 'application/json')
      .send('{"a');
    expectError(broken, 400, 'Invalid request payload JSON format');
    const unsafe = await signed('post', '/s/ghost/api/cases').send({});
    expectError(unsafe, 400, 'Request must contain a kbn-xsrf header.');
    const removal = await request(host.url).delete('/api/cases').auth('root', 'root');
    expectError(removal, 400, 'Request must contain a kbn-xsrf header.');
  });

  it('may carry kbn-version instead, and get without either', async () => {
    const versioned = await signed('post', '/api/cases').set('kbn-version', '7.0.0').send(aNewCase());
    expect(versioned.status).to.equal(200);
    await signed('get', '/api/cases/x/user_actions').expect(200);
  });

  it('are looked at in their space after the shape of the query and before the values', async () => {
    const ghost = 'Saved object [space/ghost] not found';
    const early = await signed('get', '/s/ghost/api/cases/x?includeComments=1');
    expectError(
      early,
      400,
      '[request query.includeComments]: expected value of type [boolean] but got [string]',
    );
    expectError(await signed('post', '/s/ghost/api/cases').set('kbn-xsrf', '1').send({}), 404, ghost);
    const reader = new KibanaClient(host, { username: 'reader', space: 'ghost' });
    expectError(await reader.send('post', '/api/cases', {}), 403, 'Unauthorized to get ghost space');
  });

  it('are decoded before rights and cases are looked at', async () => {
    const reader = new KibanaClient(host, { username: 'reader' });
    const response = await reader.send('post', '/api/cases/none/comments', aComment({ type: 'x' }));
    expectError(response, 400, 'Invalid value "x" supplied to "type"');
  });

  it('without a body miss the same as with an empty one', async () => {
    expectError(
      await signed('patch', '/api/cases').set('kbn-xsrf', '1'),
      400,
      'Invalid value "undefined" supplied to "cases"',
    );
  });

  it('that are too large, too deep or no JSON are refused', async () => {
    const large = await post().send({ title: 'x'.repeat(1100) });
    expectError(large, 413, 'Payload content length greater than maximum allowed: 1024');
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    const json = (body: string) => post().set('content-type', 'application/json').send(body);
    expectError(await json(nested(51)), 400, 'Request payload is nested deeper than 50 levels.');
    expect(((await json(nested(50))).body as { message: string }).message).to.match(/^Invalid value/);
    const text = await post().set('content-type', 'text/plain').send('title');
    expectError(text, 415, 'Unsupported Media Type');
  });

  it('have one charset, and JSON may come without its type', async () => {
    const json = JSON.stringify(aNewCase());
    const typed = (type: string): request.Test => post().set('content-type', type).send(json);
    expectError(await typed('application/json; charset=utf-7'), 415, 'Unsupported Media Type');
    expect((await typed('application/json; charset=UTF-8')).status).to.equal(200);
    // supertest would name a type.
    const headers = { authorization: `Basic ${btoa('root:root')}` };
    const untyped = (more: object): Promise<RawAnswer> =>
      sendBytes(`${host.url}/api/cases`, { ...headers, ...more }, [json]);
    expect((await untyped({ 'kbn-xsrf': '1' })).status).to.equal(200);
    expect((await untyped({})).body).to.have.property('message', 'Request must contain a kbn-xsrf header.');
  });

  it('have whole characters and exact integers, also in a query', async () => {
    const json = (body: string) => post().set('content-type', 'application/json').send(body);
    expectError(
      await json('{"tags":["a","cut \\ud83d"]}'),
      400,
      'Request payload is not well-formed Unicode at "tags[1]".',
    );
    expectError(
      await json('{"title":9007199254740993}'),
      400,
      'Request payload has a number that cannot be kept exactly at "title".',
    );
    const ids = encodeURIComponent('["\\ud83d"]');
    expectError(
      await signed('delete', `/api/cases?ids=${ids}`).set('kbn-xsrf', '1'),
      400,
      '[request query.ids]: could not parse array value from json input',
    );
  });

  it('with a broken percent sequence are 400', async () => {
    expectError(await signed('get', '/api/cases/%E0%A4%A/user_actions'), 400, 'Bad Request');
  });

  it('of unknown paths and methods go to the host', async () => {
    for (const [method, path] of [
      ['put', '/api/cases'],
      ['post', '/api/cases/x/user_actions'],
      ['get', '/api/cases/x/unknown'],
      ['get', '/s/Upper/api/cases/x/user_actions'],
      ['get', '/S/default/api/cases/x/user_actions'],
      ['get', '/API/cases/x/user_actions'],
    ] as const) {
      const response = await signed(method, path).set('kbn-xsrf', '1');
      expect([response.status, response.text]).to.deep.equal([404, 'host']);
    }
  });

  it('may have unknown query keys where none are specified', async () => {
    await signed('get', '/api/cases/x/user_actions?page=x&page[$gt]=1&__proto__=2').expect(200, []);
  });

  it('get the version of the API on success and on errors, whatever version they ask for', async () => {
    const response = await signed('get', '/api/cases/x').set('elastic-api-version', '1999-01-01');
    expect(response.status).to.equal(404);
    expect(response.headers['elastic-api-version']).to.equal('2023-10-31');
    const list = await signed('get', '/api/cases/x/user_actions').set('x-elastic-internal-origin', 'Kibana');
    expect(list.headers['elastic-api-version']).to.equal('2023-10-31');
  });
});

atMounts('failures inside (K2.3)', () => {
  const failures: readonly (readonly [string, Error, number, string])[] = [
    ['anything unexpected', new Error('/var/secret broke'), 500, 'An internal server error occurred.'],
    ['a store that is gone', new ActivityError('STORE_UNAVAILABLE', 'lmdb'), 503, 'Service Unavailable'],
  ];
  for (const [name, failure, status, message] of failures) {
    it(`are told without details: ${name}`, async () => {
      const host = await startHost({ authenticate: () => Promise.reject(failure) });
      try {
        const response = await new KibanaClient(host).send('get', '/api/cases/x/user_actions');
        expectError(response, status, message);
        expect(response.headers['retry-after']).to.equal(status === 503 ? '5' : undefined);
        expect(response.headers).to.not.have.property('warning');
      } finally {
        await host.stop();
      }
    });
  }
});
