import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { SignJWT } from 'jose';
import request from 'supertest';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { passwordHash } from '../support/passwords.js';

atMounts('signing in', () => {
  let host: TestHost;
  let keyServer: Server;
  before(async () => {
    keyServer = createServer((_request, response) => response.writeHead(500).end());
    await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
    const { port } = keyServer.address() as AddressInfo;
    host = await startHost({
      before: (app) => app.set('trust proxy', true),
      config: {
        security: {
          users: [{ username: 'ana', roles: ['superuser'], passwordHash: passwordHash('ana') }],
          jwt: [{ issuer: 'https://idp', audience: 'a', jwks: `http://127.0.0.1:${String(port)}/` }],
        },
      },
    });
  });
  after(async () => {
    await host.stop();
    await new Promise((resolve) => keyServer.close(resolve));
  });

  const get = (path: string, authorization: string, address: string) =>
    request(host.url).get(path).set({ authorization, 'x-forwarded-for': address });
  const basic = (password: string) => `Basic ${Buffer.from(`ana:${password}`).toString('base64')}`;

  for (const [i, path] of ['/v1/alerts/a/activities', '/api/cases/a/user_actions'].entries()) {
    it(`is 429 with the time to wait after too many wrong passwords: ${path}`, async () => {
      const address = `192.0.2.${String(i)}`;
      for (let tries = 0; tries < 10; tries += 1) {
        expect((await get(path, basic(`wrong ${String(tries)}`), address)).status).to.equal(401);
      }
      const throttled = await get(path, basic('wrong again'), address);
      expect(throttled.status).to.equal(429);
      expect(Number(throttled.headers['retry-after'])).to.be.within(290, 300);
      const elsewhere = await get(path, basic('ana'), `198.51.100.${String(i)}`);
      expect(elsewhere.status).to.be.oneOf([200, 404]);
    });

    it(`is 503 when the keys of a token cannot be had: ${path}`, async () => {
      const token = await new SignJWT({ sub: 'ana' })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('https://idp')
        .setAudience('a')
        .setExpirationTime('5m')
        .sign(new TextEncoder().encode('not looked at, because there is no key'));
      const forged = await get(path, `Bearer ${token}`, '192.0.2.9');
      expect(forged.status).to.equal(401);
      const [, payload, signature] = token.split('.');
      const header = Buffer.from('{"alg":"RS256","kid":"k"}').toString('base64url');
      const unknown = await get(path, `Bearer ${[header, payload, signature].join('.')}`, '192.0.2.9');
      expect(unknown.status).to.equal(503);
      expect(Number(unknown.headers['retry-after'])).to.be.above(0);
      expect(unknown.text).to.not.contain('127.0.0.1');
    });
  }
});
