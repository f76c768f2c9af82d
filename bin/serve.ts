import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { pino } from 'pino';
import { mountPlugin } from '../server/index.js';
import { readStandaloneConfig } from '../server/config.js';
import { loadConfig } from './config_file.js';
import { prepareDemo } from './demo/demo_story.js';
import { createHostApp } from './host_app.js';

/** Options of the command line; they win over the configuration. */
interface ServeOptions {
  readonly config?: string;
  readonly host?: string;
  readonly port?: number;
}

/** Runs the standalone host until SIGTERM or SIGINT. */
export async function serve(options: ServeOptions): Promise<void> {
  const logger = pino({ name: 'case-activity' }, pino.destination(2));
  const loaded = await loadConfig(options.config);
  const { server } = readStandaloneConfig(loaded.config, { baseDir: loaded.baseDir, env: process.env });
  const { app, plugin, refuse } = createHostApp({ logger, basePath: server.basePath });

  // The demo's story is told with its own times: until it is told, the clock is the storyteller's.
  let now = (): Date => new Date();
  const activity = await mountPlugin(plugin, {
    config: loaded.config,
    baseDir: loaded.baseDir,
    logger,
    maxBodyBytes: server.maxBodyBytes,
    clock: () => now(),
  });
  let listening: Server;
  let greeting: (url: string) => string;
  try {
    greeting = loaded.demo
      ? await prepareDemo(app, (clock) => {
          now = clock;
        })
      : () => '';
    listening = await listen(app, options.port ?? server.port, options.host ?? server.host);
  } catch (error) {
    await activity.stop();
    throw error;
  }
  stopOnSignal(listening, () => {
    refuse();
    return activity.stop();
  });
  const url = addressOf(listening, server.basePath);
  process.stdout.write(`${greeting(url)}listening on ${addressOf(listening, '')}\n`);
}

function listen(app: Express, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) => {
      if (error === undefined) resolve(server);
      else reject(error);
    });
  });
}

function addressOf(server: Server, basePath: string): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${String(port)}${basePath}`;
}

/** Stops accepting, lets running requests finish, closes the store, and ends with 0. */
function stopOnSignal(server: Server, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) return;
    stopping = true;
    server.close();
    server.closeIdleConnections();
    void stop().then(
      () => {
        server.closeAllConnections();
        process.exit(0);
      },
      (error: unknown) => {
        process.stderr.write(`case-activity: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
