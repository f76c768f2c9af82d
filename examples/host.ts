import express from 'express';
import { mountPlugin } from 'case-activity';

/**
 * A host that signs its users in itself, keeps servers of its own, and lets both be read back.
 * Run it with `npx tsx examples/host.ts`, then: curl -H 'x-user: mira' http://127.0.0.1:5602/api/cases/db-3/user_actions
 */
const app = express();
const activity = await mountPlugin(app, {
  config: {
    caseActivity: {
      storage: { kind: 'embedded', path: './data/example' },
      security: {
        roles: [
          { name: 'operator', kibana: [{ base: [], feature: { generalCases: ['all'] }, spaces: ['*'] }] },
        ],
      },
      kibana: { kinds: ['case', 'server'] },
    },
  },
  authenticate: ({ headers: { 'x-user': username } }) =>
    typeof username === 'string' ? { username, roles: ['operator'] } : undefined,
});

const subject = { space: 'default', kind: 'server', id: 'db-3' };
const actor = { kind: 'user', username: 'mira' } as const;
const known = await activity.find({ subject, limit: 1 });
if (known.total === 0) await activity.record({ subject, owner: 'cases', actor, after: { disk: 'ok' } });
await activity.record({ subject, owner: 'cases', actor, before: { disk: 'ok' }, after: { disk: 'full' } });
await activity.record({ subject, owner: 'cases', actor, before: { disk: 'full' }, after: { disk: 'ok' } });

app.get('/', (_request, response) => void response.send('The host has routes of its own.'));
const server = app.listen(Number(process.env['PORT'] ?? 5602), '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(`listening on http://127.0.0.1:${String(address?.port)}`);
});
process.once('SIGTERM', () => {
  server.close(() => void activity.stop());
  server.closeIdleConnections();
});
