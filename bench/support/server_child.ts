import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MongoClient } from 'mongodb';
import { bareExpressApp, bareServer, leastExpressApp } from '../peers/bare_apps.js';
import { handWrittenApp } from '../peers/hand_written_app.js';
import { pluginApp } from '../peers/plugin_app.js';
import type { StorageConfig } from '../../server/config/storage.js';

/** Which server a child process is to be. The bodies of the bare ones are base64. */
export type ServerSpec =
  | { readonly type: 'plugin'; readonly storage: StorageConfig }
  | { readonly type: 'hand-written'; readonly storage: Extract<StorageConfig, { kind: 'mongodb' }> }
  | {
      readonly type: 'express' | 'least-express' | 'node';
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

async function serverOf(spec: ServerSpec): Promise<{ server: Server; stop: () => Promise<void> }> {
  switch (spec.type) {
    case 'plugin': {
      const { app, activity } = await pluginApp(spec.storage);
      return { server: createServer(app), stop: () => activity.stop() };
    }
    case 'hand-written': {
      const client = await MongoClient.connect(spec.storage.uri);
      const app = handWrittenApp(client.db(spec.storage.database));
      return { server: createServer(app), stop: () => client.close() };
    }
    case 'express':
    case 'least-express':
    case 'node': {
      const page = { headers: spec.headers, body: Buffer.from(spec.body, 'base64') };
      const bare = {
        express: () => createServer(bareExpressApp(page)),
        'least-express': () => createServer(leastExpressApp(page)),
        node: () => bareServer(page),
      };
      return { server: bare[spec.type](), stop: () => Promise.resolve() };
    }
  }
}

// The parent is ours and passes a spec.
const { server, stop } = await serverOf(JSON.parse(process.argv[2] ?? '{}') as ServerSpec);
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(port);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => {
    void stop().then(() => process.exit(0));
  });
});
process.once('disconnect', () => process.exit(1));
