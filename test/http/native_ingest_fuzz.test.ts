import { expect } from 'chai';
import fc from 'fast-check';
import type { NativeEntryPage, NativeProblem } from '../../common/native.js';
import type { NativeLineResult } from '../../common/native_ingest.js';
import { ERROR_CODES } from '../../server/http/native/answer/problem.js';
import { ROLES } from '../support/casebender.js';
import { changeRequests } from '../support/fuzzed_changes.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import type { PlainAnswer, PlainRequest } from '../support/kept_connections.js';
import { expectNoInside } from '../support/inside_words.js';
import { KeptConnections } from '../support/kept_connections.js';
import { keyHash } from '../support/passwords.js';

/** Of requests; each costs a database several round trips. */
const CASES = process.env['MONGODB_URI'] === undefined ? 2_000 : 300;
/** Answers of which there are sure to be some; of the rarest, 1 in 150, only among many requests. */
const STATUSES = [200, 400, 403, ...(CASES === 2_000 ? [201] : [])];
const AT_ONCE = 20;

const key = (name: string, roles: readonly string[], scopes?: readonly string[]): object => ({
  ...{ id: name, name, keyHash: keyHash(`cbr_live_${name}`), roles, tier: 'unlimited' },
  ...(scopes !== undefined && { scopes }),
});

describe(`${CASES.toLocaleString('en')} changes, whatever is in them (N7, N17)`, function () {
  this.timeout(180_000);
  let host: TestHost;
  let connections: KeptConnections;
  before(async () => {
    const apiKeys = [
      ...[key('superuser', ['superuser']), key('reader', ['reader'])],
      key('narrow', ['superuser'], ['activity:read']),
    ];
    host = await startHost({ config: { security: { roles: ROLES, apiKeys } } });
    connections = new KeptConnections(host.url);
    // One that is sure to be recorded, whatever becomes of the others.
    const sure = {
      ...{ method: 'POST', path: '/api/activity/v1/records/server/sure/entries' },
      headers: { 'x-api-key': 'cbr_live_superuser', 'content-type': 'application/json' },
      body: JSON.stringify({ owner: 'cases', after: { title: 'T' } }),
    };
    expect((await connections.send(sure)).status).to.equal(201);
  });
  after(async () => {
    connections.close();
    await host.stop();
  });

  function expectProblem({ status, code, errors }: NativeProblem, what: string): void {
    expect(status, what).to.be.within(400, 499);
    expect(code, what).to.be.oneOf(ERROR_CODES).and.not.equal('INTERNAL_ERROR');
    if (status === 400) expect(errors, what).to.not.deep.equal([]).and.not.equal(undefined);
  }

  function expectForm(answer: PlainAnswer, sent: PlainRequest): void {
    const { status, headers, text } = answer;
    const { path, body } = sent;
    const what = `${path} ${String(body)} ${String(status)} ${text.slice(0, 500)}`;
    expectNoInside(answer, sent, what);
    const type = headers['content-type'];
    if (type === 'application/problem+json') {
      const problem = JSON.parse(text) as NativeProblem;
      expect(problem.status).to.equal(status);
      expectProblem(problem, what);
    } else if (type === 'application/x-ndjson') {
      const results = text
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as NativeLineResult]));
      for (const result of results) if (result.status === 'failed') expectProblem(result.problem, what);
    } else {
      expect(status, what).to.be.oneOf([200, 201]);
    }
  }

  it('are recorded or refused, and what is recorded can be read', async () => {
    const statuses = new Set<number>();
    const some = fc.array(changeRequests, { minLength: AT_ONCE, maxLength: AT_ONCE });
    const property = fc.asyncProperty(some, async (requests) => {
      const answers = await Promise.all(requests.map((sent) => connections.send(sent)));
      for (const [i, answer] of answers.entries()) {
        expectForm(answer, requests[i] ?? { method: '', path: '', headers: {} });
        statuses.add(answer.status);
      }
    });
    await fc.assert(property, { numRuns: CASES / AT_ONCE });
    // They got behind every check.
    expect([...statuses]).to.include.members(STATUSES);
    const headers = { 'x-api-key': 'cbr_live_superuser' };
    const { text } = await connections.send({
      method: 'GET',
      path: '/api/activity/v1/entries?limit=200',
      headers,
    });
    const { entries } = JSON.parse(text) as NativeEntryPage;
    expect(entries).to.not.deep.equal([]);
    for (const { record } of entries) {
      const path = `/api/activity/v1/records/${encodeURIComponent(record.kind)}/${encodeURIComponent(record.id)}/state`;
      expect((await connections.send({ method: 'GET', path, headers })).status).to.equal(200);
    }
  });
});
