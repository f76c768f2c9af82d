import { expect } from 'chai';
import fc from 'fast-check';
import { ERROR_CODES } from '../../server/http/casebender/answer/errors.js';
import { ROLES } from '../support/casebender.js';
import { A_COMMENT, alertRequests, KNOWN_ALERTS, pageNumbers } from '../support/fuzzed_alerts.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import type { PlainAnswer, PlainRequest } from '../support/kept_connections.js';
import { expectNoInside } from '../support/inside_words.js';
import { KeptConnections } from '../support/kept_connections.js';
import { keyHash } from '../support/passwords.js';

/** Of requests; each costs a database several round trips. */
const CASES =
  process.env['MONGODB_URI'] === undefined && process.env['ONE_MOUNT'] === undefined ? 10_000 : 1_000;
/** Answers of which there are sure to be some: of the rare ones, 1 in 50 to 1 in 700, only among many requests. */
const STATUSES = [200, 400, 401, 403, 404, ...(CASES === 10_000 ? [201, 405, 409, 412, 415] : [])];
/** Of them, those that are about pages alone. */
const PAGES = CASES / 10;
const AT_ONCE = 20;

const key = (role: string) => {
  return { id: role, name: role, keyHash: keyHash(`cbr_live_${role}`), roles: [role], tier: 'unlimited' };
};
const WRITER = { ...key('writer'), roles: ['analyst'] };
const SECURITY = { roles: ROLES, apiKeys: [key('superuser'), key('reader'), WRITER] };

describe(`${CASES.toLocaleString('en')} requests about alerts, whatever is in them`, function () {
  this.timeout(180_000);
  let host: TestHost;
  let connections: KeptConnections;
  /** By the id of their alert. */
  const comments = new Map<string, string>();
  const superuser = { 'content-type': 'application/json', 'x-api-key': 'cbr_live_superuser' };
  before(async () => {
    host = await startHost({
      config: { security: SECURITY },
      // Nothing of the dialect's falls through to here.
      after: (app) => app.use((_request, response) => void response.status(418).send('host')),
    });
    connections = new KeptConnections(host.url);
    await made('/v1/alerts', { id: 'own', title: 'T', severity: 1 });
    for (let i = 0; i < KNOWN_ALERTS; i += 1) {
      await made('/v1/alerts', { id: `a${String(i)}`, title: 'T', severity: 1, tlp: i % 5 });
      comments.set(`a${String(i)}`, await made(`/v1/alerts/a${String(i)}/comments`, { body: 'C' }));
    }
  });
  after(async () => {
    connections.close();
    await host.stop();
  });

  /** Answers the id of what was made. */
  async function made(path: string, body: object): Promise<string> {
    const sent = { method: 'POST', path, headers: superuser, body: JSON.stringify(body) };
    const { status, text } = await connections.send(sent);
    expect(status, text).to.equal(201);
    return (JSON.parse(text) as { data: { id: string } }).data.id;
  }

  function send(sent: PlainRequest): Promise<PlainAnswer> {
    const alert = /alerts\/(a\d+)\//.exec(sent.path)?.[1] ?? '';
    return connections.send({ ...sent, path: sent.path.replace(A_COMMENT, comments.get(alert) ?? 'none') });
  }

  /** A success or a refusal, in the form of one. */
  function expectForm(answer: PlainAnswer, sent: PlainRequest): void {
    const { status, headers, text } = answer;
    const { method, path } = sent;
    const what = `${method} ${path} ${String(status)} ${text.slice(0, 500)}`;
    expect(status, what).to.be.within(200, 499).and.not.equal(418);
    expect(headers['content-language'], what).to.be.oneOf(['es', 'en', 'fr', 'pt', 'de']);
    if (method === 'HEAD') {
      expect(text).to.equal('');
      return;
    }
    expect(headers['content-type'], what).to.equal('application/json; charset=utf-8');
    const body = JSON.parse(text) as Record<string, unknown>;
    if (status < 300) {
      expect(Object.keys(body), what).to.deep.equal(['status', 'data']);
      expect(body['status']).to.equal('success');
      return;
    }
    expect(Object.keys(body), what).to.deep.equal(['status', 'message', 'code']);
    expect(body['status']).to.equal('error');
    expect(body['code'], what).to.be.oneOf(ERROR_CODES).and.not.equal('INTERNAL_ERROR');
    expect(body['message'], what).to.be.a('string').and.not.equal('');
    expectNoInside(answer, sent, what);
  }

  it(`are answered in the one form or the other: ${String(CASES - PAGES)}`, async () => {
    const statuses = new Set<number>();
    const property = fc.asyncProperty(
      fc.array(alertRequests, { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (requests) => {
        const answers = await Promise.all(requests.map(send));
        for (const [i, sent] of requests.entries()) {
          const answer = answers[i];
          if (answer === undefined) throw new Error('It was not sent.');
          expectForm(answer, sent);
          statuses.add(answer.status);
        }
      },
    );
    await fc.assert(property, { numRuns: (CASES - PAGES) / AT_ONCE });
    // They got behind the first check, and to every other one.
    expect([...statuses]).to.include.members(STATUSES);
  });

  it(`have the page and the limit that are integers within bounds, or are refused: ${String(PAGES)}`, async () => {
    const path = fc.constantFrom('/v1/alerts', '/v1/alerts/own/activities', '/v1/alerts/own/comments');
    const query = fc.record({ page: pageNumbers, limit: pageNumbers }, { requiredKeys: [] });
    const isInteger = (sent: string | undefined, max: number): boolean =>
      sent === undefined || (/^[1-9][0-9]*$/.test(decodeURIComponent(sent)) && Number(sent) <= max);
    const cases = fc.array(fc.tuple(path, query), { minLength: AT_ONCE, maxLength: AT_ONCE });
    const property = fc.asyncProperty(cases, async (some) => {
      await Promise.all(
        some.map(async ([to, { page, limit }]) => {
          const named = Object.entries({ page, limit }).filter(([, sent]) => sent !== undefined);
          const asked = named.map(([name, sent]) => `${name}=${String(sent)}`).join('&');
          const sent = { method: 'GET', path: `${to}?${asked}`, headers: superuser };
          const answer = await connections.send(sent);
          expectForm(answer, sent);
          const good = isInteger(page, 2 ** 31 - 1) && isInteger(limit, 100);
          expect(answer.status, asked).to.equal(good ? 200 : 400);
          const fault = isInteger(page, 2 ** 31 - 1) ? "'limit'" : "'page'";
          if (!good) expect(answer.text).to.contain(fault);
        }),
      );
    });
    await fc.assert(property, { numRuns: PAGES / AT_ONCE });
  });
});
