import { Command, InvalidArgumentError, Option } from 'commander';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { mountPlugin } from '../../server/index.js';
import { readStandaloneConfig } from '../../server/config.js';
import { loadConfig } from '../config_file.js';
import { makeDemoKey } from '../demo/demo_key.js';
import type { Demo } from '../demo/demo_story.js';
import { DEMOS, prepareDemo } from '../demo/demo_story.js';
import type { SetClock } from '../demo/storyteller.js';
import { createHostApp } from '../host/host_app.js';
import { createLog } from '../host/log.js';
import { operationsAtRoot } from '../host/operations_at_root.js';

/** Serves the history. */
export const serveCommand = new Command('serve')
  .description('serve the history; without a configuration, a demo on an embedded store in ./data/demo')
  .option('--config <file>', 'configuration, YAML or JSON')
  .option('--host <host>', 'address to listen on')
  .option('--port <port>', 'port to listen on; 0 takes a free one', portNumber)
  .addOption(
    new Option('--demo <what>', 'without a configuration: the story, or a record of 10,000 entries besides')
      .choices(DEMOS)
      .conflicts('config'),
  )
  .action(serve);

/** Options of the command line; they win over the configuration. */
interface ServeOptions {
  readonly config?: string;
  readonly host?: string;
  readonly port?: number;
  readonly demo?: Demo;
}

/** Runs the standalone host until SIGTERM or SIGINT. */
async function serve(options: ServeOptions): Promise<void> {
  const loaded = await loadConfig(options.config);
  if (loaded.demo) makeDemoKey(loaded.baseDir);
  const sources = { baseDir: loaded.baseDir, env: process.env };
  const config = operationsAtRoot(loaded.config);
  const { server, caseActivity } = readStandaloneConfig(config, sources);
  const { security, operations } = caseActivity;
  const logger = await createLog(server.logLevel);
  const { app, plugin, refuse, log } = createHostApp({ ...server, logger, operationsPath: operations.path });

  // The demo's story is told with its own times: until it is told, the clock is the storyteller's.
  let now = (): Date => new Date();
  const activity = await mountPlugin(plugin, {
    config,
    baseDir: loaded.baseDir,
    logger: log.logger,
    maxBodyBytes: server.maxBodyBytes,
    clock: () => now(),
  });
  const setClock: SetClock = (clock) => {
    now = clock;
  };
  let listening: Server;
  let greeting: (url: string) => string;
  try {
    greeting = loaded.demo ? await prepareDemo(app, setClock, options.demo ?? 'story') : () => '';
    log.begin();
    listening = await listen(app, options.port ?? server.port, options.host ?? server.host);
  } catch (error) {
    await activity.stop();
    throw error;
  }
  if (!security.enabled && !isLoopback(listening)) {
    logger.warn('security.enabled is false: whoever reaches this address may do everything');
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
      else reject(new Error(whyNot(error, `${host}:${String(port)}`), { cause: error }));
    });
  });
}

function whyNot(error: NodeJS.ErrnoException, address: string): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `${address} is in use by another program (EADDRINUSE); --port takes another port, 0 a free one`;
    case 'EACCES':
      return `${address} may not be used by this user (EACCES); ports from 1024 on may`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${address} is no address of this machine (${error.code})`;
    default:
      return `${address} cannot be listened on: ${error.message}`;
  }
}

function isLoopback(server: Server): boolean {
  const { address } = server.address() as AddressInfo;
  return /^(127\.|::1$|::ffff:127\.)/.test(address);
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

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}
