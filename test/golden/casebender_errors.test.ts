import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { MAX_SEQ } from '../../common/constants.js';
import { LOCALES } from '../../common/locales.js';
import type { BuiltInLocale } from '../../common/locales.js';
import type { Principal } from '../../server/access/principal.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { sendCase } from '../support/linked_cases.js';
import { speaking } from '../support/languages.js';
import { lengthen } from '../support/long_history.js';

/** A refusal as it is told in each language. */
interface Refusal {
  readonly name: string;
  readonly status: number;
  readonly code: string;
  readonly message: Readonly<Record<BuiltInLocale, string>>;
}

const GOLDEN = JSON.parse(readFileSync('test/golden/casebender_errors.json', 'utf8')) as readonly Refusal[];

const NEW_ALERT = { title: 'T', severity: 'low' };
const JSON_BODY = { 'content-type': 'application/json' };

describe('every refusal in every language (C13)', () => {
  let now = new Date('2026-01-15T10:00:00.000Z');
  let host: TestHost;
  let lang: Readonly<Record<string, string>> = {};
  const as = (principal?: Principal): AlertClient => new AlertClient(host, principal);
  type Sent = Parameters<AlertClient['send']>;
  const send = (method: Sent[0], path: string, { body, headers }: Sent[2] = {}, principal = BOSS) =>
    as(principal).send(method, path, { ...(body && { body }), headers: { ...headers, ...lang } });
  const post = (body: object | string, headers = {}, path = '/alerts') =>
    send('post', path, { body, headers });
  const analyst = { roles: ['analyst'] };

  before(async () => {
    const rateLimits = { basic: { burst: 1 }, standard: { burst: 9, minute: 1 } };
    host = await startAlertHost({ clock: () => now, config: { log: false, casebender: { rateLimits } } });
    await as(BOSS).create({ id: 'plain' });
    await as(BOSS).create({ id: 'red', tlp: 3 });
    await as(BOSS).create({ id: 'hidden', pap: 3 });
    for (const id of ['linked', 'full']) await as(BOSS).create({ id });
    expect((await sendCase(as(BOSS), ['linked'])).status).to.equal(201);
    await lengthen(host.storage, { space: 'default', kind: 'alert', id: 'full' }, MAX_SEQ - 1);
  });
  after(() => host.stop());

  /** The answer to the second of two requests at once of somebody who has one. */
  const again = async (tier: string, instant: string): Promise<Response> => {
    now = new Date(`2026-01-15T${instant}Z`);
    const client = as({ ...BOSS, username: `${tier} ${String(lang['accept-language'])}`, tier });
    await client.get('/alerts/plain');
    return client.get('/alerts/plain', lang);
  };

  const refused: Readonly<Record<string, () => Promise<Response>>> = {
    UNAUTHORIZED: () => as().get('/alerts/plain', lang),
    FORBIDDEN: () => send('patch', '/alerts/plain', { body: { title: 'U' } }, { roles: ['reader'] }),
    TLP_RESTRICTED: () => send('get', '/alerts/red', {}, analyst),
    PAP_RESTRICTED: () => send('get', '/alerts/hidden', {}, analyst),
    ALERT_NOT_FOUND: () => send('get', '/alerts/none'),
    // What is in the middle of that history is not there.
    INTERNAL_ERROR: () => send('get', '/alerts/full/activities?page=9'),
    COMMENT_NOT_FOUND: () => send('delete', '/alerts/plain/comments/none'),
    METHOD_NOT_ALLOWED: () => send('put', '/alerts/plain'),
    ALERT_EXISTS: () => post({ ...NEW_ALERT, id: 'plain' }),
    ALERT_ALREADY_LINKED: () => post({ ...NEW_ALERT, alert_ids: ['linked'] }, {}, '/alerts/create-case'),
    HISTORY_FULL: () => send('patch', '/alerts/full', { body: { title: 'U' } }),
    'VERSION_CONFLICT 412': () => send('delete', '/alerts/plain', { headers: { 'if-match': '"7"' } }),
    'VERSION_CONFLICT 409': () => send('patch', '/alerts/plain', { body: { title: 'U', version: 7 } }),
    IDEMPOTENCY_KEY_REUSED: async () => {
      await post(NEW_ALERT, { 'idempotency-key': 'k' });
      return post({ ...NEW_ALERT, title: 'U' }, { 'idempotency-key': 'k' });
    },
    PAYLOAD_TOO_LARGE: () => post({ title: 'x'.repeat(2 ** 20) }),
    UNSUPPORTED_MEDIA_TYPE: () => post('title=x', { 'content-type': 'text/plain' }),
    'RATE_LIMITED for a second': () => again('basic', '10:00:00.000'),
    'RATE_LIMITED for seconds': () => again('standard', '10:00:18.000'),
    'INVALID_REQUEST: integer parameter': () => send('get', '/alerts?page=0'),
    'INVALID_REQUEST: other or unknown parameter, header': () => send('get', '/alerts?as_of=1'),
    'INVALID_REQUEST: missing field': () => post({ severity: 'low' }),
    'INVALID_REQUEST: bad value': () => post({ ...NEW_ALERT, tags: ['a', ''] }),
    'INVALID_REQUEST: unknown field': () => post({ ...NEW_ALERT, nope: 1 }),
    'INVALID_REQUEST: body': () => post('[', JSON_BODY),
  };

  it('has a way to be met with', () => {
    expect(Object.keys(refused)).to.deep.equal(GOLDEN.map(({ name }) => name));
  });

  for (const { name, status, code, message } of GOLDEN) {
    it(`says what is wrong: ${name}`, async () => {
      for (const locale of LOCALES) {
        lang = { 'accept-language': locale };
        const answer = await (refused[name]?.() ?? Promise.reject(new Error('no way')));
        expect(failureOf(answer), locale).to.deep.equal({ status, code, message: message[locale] });
        expect(answer.headers['content-language']).to.equal(locale);
      }
    });
  }

  it('has words for the one that clients know and nobody is given', () => {
    expect(LOCALES.map((locale) => speaking(locale).say('error.IDEMPOTENCY_IN_PROGRESS'))).to.deep.equal([
      ...['La solicitud original sigue en curso', 'The original request is still in progress'],
      ...['La requête d’origine est encore en cours', 'A solicitação original ainda está em andamento'],
      'Die ursprüngliche Anfrage läuft noch',
    ]);
  });
});
