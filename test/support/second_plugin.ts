import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Principal } from '../../server/access/principal.js';
import type { ActivityPlugin } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import { ROLES } from './casebender.js';
import type { TestHost } from './host.js';

/** Another plugin on the store of a host of `startAlertHost`, as another process would have it. */
export interface SecondPlugin {
  readonly url: string;
  readonly activity: ActivityPlugin;
  stop(): Promise<void>;
}

export async function startSecondPlugin(
  { storage }: Pick<TestHost, 'storage'>,
  config: Readonly<Record<string, unknown>> = {},
): Promise<SecondPlugin> {
  const app = express();
  const activity = await mountPlugin(app, {
    config: { caseActivity: { security: { roles: ROLES }, ...config, storage } },
    logger: { error: () => undefined, warn: () => undefined, info: () => undefined },
    authenticate: ({ headers }) => JSON.parse(String(headers['x-test-principal'])) as Principal,
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    activity,
    stop: async () => {
      await activity.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
