import express from 'express4'; // `express` in a host that has Express 4
import { mountPlugin } from 'case-activity';

/**
 * A host on Express 4 that has the plugin under a prefix, after its own parser, and gives API keys to machines.
 * Run it with `npx tsx examples/express4.ts`, then: curl -H 'x-api-key: cbr_live_change-me' http://127.0.0.1:5603/history/v1/alerts/a-1
 */
const history = express.Router();
const activity = await mountPlugin(history, {
  config: {
    caseActivity: {
      storage: { kind: 'embedded', path: './data/express4' },
      security: {
        roles: [
          {
            name: 'sensor',
            kibana: [{ base: [], feature: { securitySolutionCases: ['all'] }, spaces: ['default'] }],
          },
        ],
        apiKeys: [
          {
            id: 'sensor-1',
            name: 'Sensor 1',
            keyHash: '81247a59170d2a087c91ac440ebaad021ca3083ea553aa220cf4e54fdf1a166d', // printf %s cbr_live_change-me | sha256sum
            roles: ['sensor'],
          },
        ],
      },
    },
  },
});

const app = express();
app.use(express.json());
app.use('/history', history);
app.get('/', (_request, response) => void response.send('The host has routes of its own.'));
const server = app.listen(Number(process.env['PORT'] ?? 5603), '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(`listening on http://127.0.0.1:${String(address?.port)}`);
});
process.once('SIGTERM', () => {
  server.close(() => void activity.stop());
  server.closeIdleConnections();
});
