import { expect } from 'chai';
import fc from 'fast-check';
import type { NativeProblem } from '../../common/native.js';
import { ERROR_CODES } from '../../server/http/native/answer/problem.js';
import { ROLES } from '../support/casebender.js';
import { historyRequests } from '../support/fuzzed_histories.js';
import { linesOf } from '../support/exported.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import type { PlainAnswer, PlainRequest } from '../support/kept_connections.js';
import { expectNoInside } from '../support/inside_words.js';
import { KeptConnections } from '../support/kept_connections.js';
import { recordChange } from '../support/native.js';
import { keyHash } from '../support/passwords.js';

/** Of requests; each costs a database several round trips. */
const CASES =
  process.env['MONGODB_URI'] === undefined && process.env['ONE_MOUNT'] === undefined ? 10_000 : 1_000;
const AT_ONCE = 20;

const key = (name: string, roles: readonly string[], scopes?: readonly string[]): object => {
  const keyed = { id: name, name, keyHash: keyHash(`cbr_live_${name}`), roles, tier: 'unlimited' };
  return scopes === undefined ? keyed : { ...keyed, scopes };
};
const APIKEYS = [
  ...[key('superuser', ['superuser']), key('reader', ['reader']), key('narrow', ['reader'], ['alerts:read'])],
];

describe(`${CASES.toLocaleString('en')} requests about histories, whatever is in them (N1, N17)`, function () {
  this.timeout(180_000);
  let host: TestHost;
  let connections: KeptConnections;
  before(async () => {
    host = await startHost({
      config: { security: { roles: ROLES, apiKeys: APIKEYS } },
      after: (app) => app.use((_request, response) => void response.status(418).send('host')),
    });
    connections = new KeptConnections(host.url);
    let before: object | undefined;
    for (let i = 0; i < 12; i += 1) {
      const after = { title: `T${String(i)}`, tags: [String(i % 3)], severity: i % 4 };
      await recordChange(host, before as undefined, after);
      before = after;
    }
  });
  after(async () => {
    connections.close();
    await host.stop();
  });

  /** A success or a problem, in the form of one. */
  function expectForm(answer: PlainAnswer, sent: PlainRequest): void {
    const { status, headers, text } = answer;
    const { method, path } = sent;
    const what = `${method} ${path} ${String(status)} ${text.slice(0, 500)}`;
    expect(status, what).to.be.within(200, 499);
    // What asks a browser's way, and a path that is none of ours once dots are read.
    if (method === 'OPTIONS' || status === 418) return;
    expect(headers['content-language'], what).to.be.oneOf(['es', 'en', 'fr', 'pt', 'de']);
    expect(headers['x-request-id'], what).to.match(/^[\w.-]{1,128}$/);
    if (method === 'HEAD') {
      expect(text).to.equal('');
      return;
    }
    if (status < 300 && headers['content-disposition'] !== undefined) {
      if (path.includes('.ndjson')) linesOf(text);
      else expect(text, what).to.match(/^\uFEFF?position,space,/);
      return;
    }
    if (status < 300 && path.includes('/log/tile/')) {
      expect(headers['content-type'], what).to.equal('application/octet-stream');
      return;
    }
    if (status < 300) {
      expect(headers['content-type'], what).to.equal('application/json; charset=utf-8');
      expect(JSON.parse(text), what).to.be.an('object');
      return;
    }
    expect(headers['content-type'], what).to.equal('application/problem+json');
    const problem = JSON.parse(text) as NativeProblem;
    expect(problem.status).to.equal(status);
    expect(problem.code, what).to.be.oneOf(ERROR_CODES).and.not.equal('INTERNAL_ERROR');
    expect(problem.errors !== undefined, what).to.equal(status === 400);
    expectNoInside(answer, sent, what);
  }

  it('are answered in the one form or the other', async () => {
    const statuses = new Set<number>();
    const some = fc.array(historyRequests, { minLength: AT_ONCE, maxLength: AT_ONCE });
    const property = fc.asyncProperty(some, async (requests) => {
      const answers = await Promise.all(requests.map((sent) => connections.send(sent)));
      for (const [i, answer] of answers.entries()) {
        expectForm(answer, requests[i] ?? { method: '', path: '', headers: {} });
        statuses.add(answer.status);
      }
    });
    await fc.assert(property, { numRuns: CASES / AT_ONCE });
    // They got behind the first check, and to every other one.
    expect([...statuses]).to.include.members([200, 400, 401, 403, 404, 405]);
  });
});
