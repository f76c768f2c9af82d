import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CryptoKey } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { JwtRealm } from '../../server/access/jwt_realm.js';
import { readConfig } from '../../server/config.js';
import type { Logger } from '../../server/domain/logger.js';

/** How a server answers. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** When the tests' tokens are looked at, in milliseconds. */
export const START = Date.parse('2025-03-04T08:00:00Z');

/** An issuer that gives its keys away at a URL. */
export interface KeyServer {
  answer: Answer;
  /** Of this test. */
  requests: number;
  keys: { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey };
  /** Where the keys are. */
  readonly url: () => string;
  readonly keySet: () => Promise<string>;
  readonly aRealm: (entries?: number, logger?: Logger) => RealmOfKeys;
}

/** A realm that has its keys from the server. `check`: what becomes of a token that names that key. */
interface RealmOfKeys {
  readonly check: (kid?: string) => Promise<string>;
  readonly time: { now: number };
}

/** An answer that is always the same. */
export function text(
  body: string | Buffer,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Listens while the suite runs that calls this. */
export function keyServer(): KeyServer {
  const server = createServer((request, response) => {
    idp.requests += 1;
    idp.answer(request, response);
  });
  const idp: KeyServer = {
    answer: () => undefined,
    requests: 0,
    keys: undefined as never,
    url: () => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/keys`,
    keySet: async () =>
      JSON.stringify({ keys: [{ ...(await exportJWK(idp.keys.publicKey)), kid: 'k1', alg: 'ES256' }] }),
    aRealm: (entries = 1, logger) => realmOf(idp, { entries, logger }),
  };
  before(async () => {
    idp.keys = await generateKeyPair('ES256', { extractable: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    idp.requests = 0;
  });
  return idp;
}

function realmOf(
  idp: KeyServer,
  { entries, logger }: { readonly entries: number; readonly logger?: Logger | undefined },
): RealmOfKeys {
  const jwt = Array.from({ length: entries }, (_, i) => ({
    issuer: 'https://idp',
    audience: i === entries - 1 ? 'activity' : `other ${String(i)}`,
    jwks: idp.url(),
  }));
  const { security } = readConfig({ security: { jwt } }, { baseDir: '/', env: {} });
  const time = { now: START };
  const realm = new JwtRealm(security.jwt, () => new Date(time.now), logger);
  const check = async (kid = 'k1'): Promise<string> => {
    const verdict = await realm.authenticate(
      await new SignJWT({ sub: 'ana' })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer('https://idp')
        .setAudience('activity')
        .setExpirationTime(START / 1000 + 3600)
        .sign(idp.keys.privateKey),
    );
    return verdict.type === 'accepted'
      ? 'accepted'
      : [verdict.reason, verdict.detail].filter(Boolean).join(' ');
  };
  return { check, time };
}
