import type { Request } from 'express';
import request from 'supertest';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const ROLES = [{ name: 'reader', kibana: [{ base: ['read'] }] }];
const KIBANA = '/api/cases/x/user_actions';

atMounts('the request that authenticate gets', () => {
  it("is Express's own, with what the host's middleware left in it", async () => {
    const host = await startHost({
      config: { security: { roles: ROLES } },
      before: (app) =>
        app.use((request: Request & { session?: object }, _response, next) => {
          request.session = { name: request.get('x-user') };
          next();
        }),
      authenticate: (request: Request & { session?: { name?: string } }) =>
        request.session?.name === undefined ? null : { username: request.ip, email: null, roles: ['reader'] },
    });
    try {
      await request(host.url).get(KIBANA).expect(401);
      await request(host.url).get(KIBANA).set('x-user', 'mira').expect(200);
    } finally {
      await host.stop();
    }
  });
});
