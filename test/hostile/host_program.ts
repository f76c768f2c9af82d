import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { mountPlugin } from '../../server/index.js';
import { longestDelay } from '../support/event_loop_delay.js';
import type { HostMessage, HostOrder } from './host_process.js';

/** A host in a process of its own: what it is measured by is not the client's. */
const app = express();
const silent = { error: () => undefined, warn: () => undefined, info: () => undefined };
const activity = await mountPlugin(app, {
  config: JSON.parse(process.argv[2] ?? '{}') as object,
  logger: silent,
});
const server = await new Promise<Server>((resolve) => {
  const listening = app.listen(0, '127.0.0.1', () => {
    resolve(listening);
  });
});

let finished: () => void = () => undefined;

process.on('message', (order: HostOrder) => {
  if (order === 'finish') {
    finished();
    return;
  }
  const work = new Promise<void>((resolve) => {
    finished = resolve;
  });
  const before = process.memoryUsage.rss();
  const measured = longestDelay(() => {
    say('begun');
    return work;
  });
  void measured.then((delay) => {
    // The system keeps the peak, so that none is missed, however short.
    say({ delay, growth: process.resourceUsage().maxRSS * 1024 - before });
  });
});
process.once('disconnect', () => {
  server.closeAllConnections();
  server.close();
  void activity.stop().then(() => process.exit(0));
});
say({ port: (server.address() as AddressInfo).port });

function say(message: HostMessage): void {
  process.send?.(message);
}
