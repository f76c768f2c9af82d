import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import type { Response } from 'supertest';
import request from 'supertest';
import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import { auditLines } from './audit.js';
import type { TestHost, TestHostOptions } from './host.js';
import { startHost } from './host.js';
import { keyHash, passwordHash } from './passwords.js';

/** Who issues the tokens. */
export const ISSUER = 'https://idp.example';
const SECRET = 'a secret of the test, long enough';
/** The address that requests come from. */
export const ADDRESS = '203.0.113.9';

const SECURITY = {
  roles: [
    { name: 'all', kibana: [{ base: ['all'], feature: {}, spaces: ['*'] }] },
    { name: 'elsewhere', kibana: [{ base: [], feature: { discover: ['read'] }, spaces: ['*'] }] },
  ],
  users: [
    { username: 'mira', roles: ['all'], passwordHash: passwordHash('mira'), profileUid: 'u_mira_0' },
    { username: 'eve', roles: ['elsewhere'], passwordHash: passwordHash('eve') },
  ],
  apiKeys: [
    { id: 'ci', name: 'CI', keyHash: keyHash('ci-secret'), roles: ['all'], scopes: ['alerts:read'] },
    { id: 'old', name: 'Old', keyHash: keyHash('old-secret'), roles: ['all'], state: 'revoked' },
  ],
  jwt: [{ issuer: ISSUER, audience: 'activity', secret: SECRET }],
};

/** A host with an audit log in a file, anew for each test. */
export interface AuditedHost {
  folder: string;
  file: string;
  host: TestHost | undefined;
  /** Starts it; `audit`: settings besides the file. */
  readonly start: (audit?: object, more?: TestHostOptions) => Promise<TestHost>;
  readonly send: (
    authorization: string | undefined,
    method: 'get' | 'post' | 'patch' | 'delete',
    path: string,
    body?: object,
  ) => Promise<Response>;
  /** The lines so far, once those of an answered request are written. */
  readonly lines: () => Promise<readonly AuditEvent[]>;
}

/** Credentials of a user, whose password is the name unless said otherwise. */
export const basic = (name: string, password = name) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

/** Credentials of an API key. */
export const apiKey = (id: string, secret: string) =>
  `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

/** A token of the issuer. */
export const token = (secret = SECRET) =>
  new SignJWT({ sub: 'ana', roles: ['all'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setAudience('activity')
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));

/** Stops the host after each test of the suite that calls this. */
export function auditedHost(): AuditedHost {
  const audited: AuditedHost = {
    folder: '',
    file: '',
    host: undefined,
    start: async (audit = {}, more = {}) => {
      audited.host = await startHost({
        before: (app) => app.set('trust proxy', true),
        ...more,
        config: { audit: { enabled: true, file: audited.file, ...audit }, security: SECURITY },
      });
      return audited.host;
    },
    send: async (authorization, method, path, body) => {
      const api = request(audited.host?.url ?? '');
      let sent = api[method](path).set({ 'kbn-xsrf': 'true', 'x-forwarded-for': ADDRESS });
      if (authorization !== undefined) sent = sent.set('authorization', authorization);
      return body === undefined ? sent : sent.send(body);
    },
    lines: async () => {
      await audited.host?.activity.stop();
      return auditLines(audited.file);
    },
  };
  beforeEach(() => {
    audited.folder = mkdtempSync(join(tmpdir(), 'case-activity-audit-'));
    audited.file = join(audited.folder, 'audit.log');
  });
  afterEach(async () => {
    await audited.host?.stop();
    audited.host = undefined;
    rmSync(audited.folder, { recursive: true, force: true });
  });
  return audited;
}
