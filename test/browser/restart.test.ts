import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import express from 'express';
import type { ActivityPlugin } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import { SILENT } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { openPage } from './support/browser.js';
import { addTestPage, timelineModule } from './support/test_page.js';

interface Running {
  readonly activity: ActivityPlugin;
  readonly server: Server;
  readonly port: number;
}

describe('the live timeline of a server that is started again', () => {
  let folder: string;
  let running: Running;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'restart-'));
    running = await start(folder, 0);
  });
  after(async () => {
    await stop(running);
    await rm(folder, { recursive: true });
  });

  it('goes on where it was, with what was recorded before anybody was connected again', async () => {
    await recordChange(running, undefined, { status: 0 });
    const { port } = running;
    const attributes = { kind: 'alert', record: 'a-1', live: '' };
    const url = `http://127.0.0.1:${String(port)}`;
    const { page, close } = await openPage({ url }, attributes, { expectedErrors: /ERR_|Failed to load/ });
    await page.locator('.live-open').waitFor();
    await recordChange(running, { status: 0 }, { status: 1 });
    await page.getByRole('button', { name: '1 new' }).waitFor();

    await stop(running);
    await page.locator('.live-retrying').waitFor();
    running = await start(folder, port, (activity) =>
      recordChange({ activity }, { status: 1 }, { status: 2 }),
    );
    await page.getByRole('button', { name: '2 new' }).waitFor();
    await page.locator('.live-open').waitFor();
    await recordChange(running, { status: 2 }, { status: 3 });
    await page.getByRole('button', { name: '3 new' }).click();
    await page.locator('article[aria-posinset="4"]').waitFor();
    expect(await page.getByRole('article').count()).to.equal(4);
    await close();
  });
});

/** @param first what happens before it listens */
async function start(
  folder: string,
  port: number,
  first: (activity: ActivityPlugin) => Promise<void> = () => Promise.resolve(),
): Promise<Running> {
  const app = express();
  addTestPage(app, await timelineModule());
  const storage = { kind: 'embedded', path: folder };
  const config = { caseActivity: { storage, security: { enabled: false } } };
  const activity = await mountPlugin(app, { logger: SILENT, config });
  await first(activity);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { activity, server, port: (server.address() as AddressInfo).port };
}

async function stop({ activity, server }: Running): Promise<void> {
  await activity.stop();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
