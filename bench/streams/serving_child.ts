import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StorageConfig } from '../../server/config/storage.js';
import { pluginApp } from '../peers/plugin_app.js';
import { absoluteNow } from './absolute_now.js';

/** What a process that is told `commit` says when that is acknowledged: when that was. */
export interface Committed {
  readonly at: number;
}

// The parent is ours and passes a storage.
const storage = JSON.parse(process.argv[2] ?? '{}') as StorageConfig;
const { app, activity } = await pluginApp(storage, {
  security: { enabled: false },
  native: { maxStreamsPerPrincipal: 10_000, maxStreams: 10_000 },
});
const server = createServer(app);
server.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port);
});

let n = 0;
process.on('message', () => {
  const [before, after] = [{ n }, { n: n + 1 }];
  n += 1;
  const subject = { space: 'default', kind: 'alert', id: `of ${String(process.pid)}` };
  void activity
    .record({ subject, owner: 'securitySolution', actor: { kind: 'system' }, before, after })
    .then(() => process.send?.({ at: absoluteNow() } satisfies Committed));
});
process.once('SIGTERM', () => {
  void activity.stop().then(() => process.exit(0));
});
process.once('disconnect', () => process.exit(1));
