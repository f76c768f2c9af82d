import { expect } from 'chai';
import request from 'supertest';
import type { PluginHost } from '../../server/index.js';
import { ActivityError } from '../../server/index.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { KeptLog } from '../support/kept_log.js';

const ROLES = [{ name: 'reader', kibana: [{ base: ['read'] }] }];
const KIBANA = '/api/cases/x/user_actions';
const CASEBENDER = '/v1/alerts/x/activities';

atMounts("the host's authenticate", () => {
  let host: TestHost | undefined;
  let log: KeptLog;
  let answer: () => unknown;
  before(async () => {
    log = new KeptLog();
    // A host's compiler need not have seen what its function answers.
    const authenticate = (() => answer()) as NonNullable<PluginHost['authenticate']>;
    const config = { security: { roles: ROLES, authenticateTimeoutMs: 200 } };
    host = await startHost({ config, authenticate, logger: log });
  });
  beforeEach(() => log.clear());
  after(() => host?.stop());

  async function statusOf(path: string): Promise<number> {
    return (await request(host?.url ?? '').get(path)).status;
  }

  for (const nobody of [null, undefined, false]) {
    it(`answers ${String(nobody)} for nobody`, async () => {
      for (const given of [nobody, Promise.resolve(nobody)]) {
        answer = () => given;
        expect([await statusOf(KIBANA), await statusOf(CASEBENDER)]).to.deep.equal([401, 401]);
      }
      expect(log.errors).to.deep.equal([]);
    });
  }

  class Account {
    readonly #roles = ['reader'];
    readonly passwordHash = 'secret';
    readonly #username: string = ['mi', 'ra'].join('');
    get username(): string {
      return this.#username;
    }
    get roles(): readonly string[] {
      return this.#roles;
    }
    get email(): string | null {
      return this.#username === '' ? '' : null;
    }
  }

  const somebody: readonly (readonly [string, () => unknown])[] = [
    ['a class with getters', () => new Account()],
    ['an object that inherits everything', () => Object.create({ username: 'mira', roles: ['reader'] })],
    [
      'nulls in optional members',
      () => ({ username: null, roles: ['reader'], scopes: null, tlpClearance: null }),
    ],
    ['a proxy', () => new Proxy({ username: 'mira', roles: new Proxy(['reader'], {}) }, {})],
    ['members that are none of ours', () => ({ username: 'mira', roles: ['reader'], admin: Symbol('x') })],
    ['a picture that nobody can show', () => ({ roles: ['reader'], picture: `data:${'x'.repeat(2e6)}` })],
    ['a later answer', () => Promise.resolve({ username: 'mira', roles: ['reader'] })],
  ];
  for (const [what, given] of somebody) {
    it(`answers somebody as ${what}`, async () => {
      answer = given;
      expect([await statusOf(KIBANA), await statusOf(CASEBENDER)]).to.deep.equal([200, 404]);
      expect(log.errors).to.deep.equal([]);
    });
  }

  it('is read once, member by member', async () => {
    const reads: string[] = [];
    const counted = new Proxy<object>(
      { username: 'mira', roles: ['reader'] },
      {
        get: (target, name, receiver) => {
          if (name !== 'then') reads.push(String(name));
          return Reflect.get(target, name, receiver) as unknown;
        },
      },
    );
    answer = () => counted;
    expect(await statusOf(KIBANA)).to.equal(200);
    expect(reads).to.include.members(['username', 'roles', 'scopes']);
    expect(new Set(reads).size).to.equal(reads.length);
  });

  const roles = ['reader'];
  const faults: readonly (readonly [string, unknown, string])[] = [
    ['true', true, 'what it answers must be an object, found: a boolean'],
    ['a text', 'sid-0123456789', 'what it answers must be an object, found: a text'],
    ['a list', [], 'what it answers must be an object, found: a list'],
    ['a number as name', { username: 42, roles }, 'username must be a text, found: a number'],
    ['no roles', { username: 'mira' }, 'roles is needed, found: missing'],
    ['a text of roles', { roles: 'superuser' }, 'roles must be a list of texts, found: a text'],
    ['null as roles', { roles: null }, 'roles must be a list of texts, found: null'],
    ['a number among the roles', { roles: ['a', 7] }, 'roles[1] must be a text, found: a number'],
    ['a hole among the roles', { roles: new Array<string>(2) }, 'roles[0] must be a text, found: missing'],
    ['10,000 roles', { roles: new Array(10_000).fill('a') }, 'roles must have at most 1000 members'],
    ['a text of scopes', { roles, scopes: 'alerts:read' }, 'scopes must be a list of texts, found: a text'],
    [
      'roles without end',
      { roles: new Proxy<string[]>([], { get: (_, name) => (name === 'length' ? 2 ** 32 - 1 : 'a') }) },
      'roles must have at most 1000 members',
    ],
    [
      'a megabyte of a name',
      { roles, fullName: 'x'.repeat(1e6) },
      'fullName must have at most 1024 characters',
    ],
    ['half a character', { roles, email: 'a\ud800' }, 'email must not hold half a character'],
    ['another kind', { roles, kind: 'robot' }, 'kind must be one of user, key, system, anonymous'],
    [
      'a clearance in words',
      { roles, tlpClearance: '4' },
      'tlpClearance must be a whole number, found: a text',
    ],
    ['no number as clearance', { roles, papClearance: Number.NaN }, 'papClearance must be a whole number'],
    [
      'a getter that throws',
      Object.defineProperty({ roles }, 'username', {
        get: () => {
          throw new Error('not connected');
        },
      }),
      'username cannot be read, found: an Error',
    ],
  ];
  for (const [what, given, sentence] of faults) {
    it(`that answers ${what} is one clear 500`, async () => {
      answer = () => given;
      expect([await statusOf(KIBANA), await statusOf(CASEBENDER)]).to.deep.equal([500, 500]);
      expect(log.errors).to.have.length(2);
      for (const text of log.errors) {
        expect(text).to.contain(`authenticate answers no principal: ${sentence}`);
        expect(text).to.not.contain('sid-');
        if (sentence.includes('cannot be read')) expect(text).to.contain('not connected');
      }
    });
  }

  it('that throws is a 500 whose line names it and what it threw', async () => {
    for (const given of [() => Promise.reject(new Error('no session')), () => expect.fail('no session')]) {
      answer = given;
      log.clear();
      const response = await request(host?.url ?? '')
        .get(KIBANA)
        .expect(500);
      expect(response.text).to.not.contain('session');
      expect(log.errors.join()).to.contain("host's authenticate has failed");
      expect(log.errors.join()).to.contain('no session');
    }
  });

  it('that throws an error of ours is answered with its code', async () => {
    answer = () => Promise.reject(new ActivityError('RATE_LIMITED', 'Too many.'));
    expect([await statusOf(KIBANA), await statusOf(CASEBENDER)]).to.deep.equal([429, 429]);
  });

  it('that never settles is a 503, and what comes too late is left alone', async () => {
    let reject: (error: Error) => void = () => undefined;
    answer = () => new Promise((_, refuse) => (reject = refuse));
    const response = await request(host?.url ?? '')
      .get(KIBANA)
      .expect(503);
    expect(response.headers).to.have.property('retry-after');
    expect(log.errors[0]).to.contain("host's authenticate has not answered within 200 ms");
    reject(new Error('too late'));
    answer = () => undefined;
    expect(await statusOf(KIBANA)).to.equal(401);
  });
});
