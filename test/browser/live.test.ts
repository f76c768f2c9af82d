import { expect } from 'chai';
import type { NextFunction, Request, Response } from 'express';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { passwordHash } from '../support/passwords.js';
import { keepPicture, openPage, startPageHost } from './support/browser.js';

const RECORD = { kind: 'alert', record: 'a-1', live: '' };
type Middle = (request: Request, response: Response, next: NextFunction) => void;

describe('the live timeline', () => {
  let host: TestHost;
  let middle: Middle;
  let count = 0;
  before(async () => {
    host = await startPageHost({
      before: (app) => {
        app.use((request, response, next) => {
          middle(request, response, next);
        });
      },
    });
    await recordChange(host, undefined, { status: 0 });
  });
  beforeEach(() => {
    middle = (_request, _response, next) => next();
  });
  after(() => host.stop());

  async function change(): Promise<void> {
    await recordChange(host, { status: count }, { status: count + 1 });
    count += 1;
  }

  it('tells of new entries, and moves nothing until they are wanted', async () => {
    await change();
    const { page, close } = await openPage(host, RECORD);
    await page.locator('.live-open').waitFor();
    // What is shown when the page opens is all there.
    await page.locator('.strip').waitFor();
    await page.getByRole('button', { name: 'Verified', exact: true }).waitFor();
    const first = page.getByRole('article').first();
    const seen = await first.getAttribute('data-key');
    await page.evaluate('window.shifts = 0');
    await change();
    await change();
    const button = page.getByRole('button', { name: '2 new' });
    await button.waitFor();
    expect(await first.getAttribute('data-key')).to.equal(seen);
    expect(await page.evaluate('window.shifts')).to.be.below(0.01);
    await keepPicture(page, 'new-entries');
    await button.click();
    await page
      .getByText(`to '${String(count)}'`)
      .first()
      .waitFor();
    expect(await first.getAttribute('data-key')).to.not.equal(seen);
    await close();
  });

  it('goes on where it was when a stream is cut', async () => {
    let streams = 0;
    middle = (request, response, next) => {
      if (request.path.endsWith('/stream') && (streams += 1) === 1) {
        setTimeout(() => response.destroy(), 500).unref();
      }
      next();
    };
    const { page, close } = await openPage(host, RECORD, { expectedErrors: /ERR_|Failed to load/ });
    await page.locator('.live-open').waitFor();
    await page.locator('.live-retrying').waitFor();
    await change();
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(streams).to.be.greaterThan(1);
    await close();
  });

  it('asks now and then where no byte of a stream comes through', async () => {
    middle = (request, response, next) => {
      if (!request.path.endsWith('/stream')) {
        next();
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    };
    const { page, close } = await openPage(host, RECORD, { prepare: (one) => one.clock.install() });
    await page.getByRole('article').first().waitFor();
    await page.locator('.live-connecting').waitFor();
    await change();
    await page.clock.runFor(36_000);
    await page.getByRole('button', { name: '1 new' }).waitFor();
    await close();
  });

  it('gives the stream up when it is hidden for a minute, and takes it up again', async () => {
    const { page, close } = await openPage(host, RECORD, { prepare: (one) => one.clock.install() });
    await page.locator('.live-open').waitFor();
    const see = (state: string): Promise<unknown> =>
      page.evaluate(
        `Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${state}' });
        document.dispatchEvent(new Event('visibilitychange'))`,
      );
    await see('hidden');
    await page.clock.runFor(61_000);
    await page.locator('.live-closed').waitFor();
    await change();
    await see('visible');
    await page.getByRole('button', { name: '1 new' }).waitFor();
    await close();
  });

  for (const [status, code, title] of [
    [403, 'FORBIDDEN', 'You may not see this history'],
    [404, 'RECORD_NOT_FOUND', 'This history is not there'],
  ] as const) {
    it(`takes the entries off the screen when access is lost with ${String(status)}`, async () => {
      const { page, close } = await openPage(host, RECORD, {
        expectedErrors: new RegExp(`${String(status)}|ERR_`),
      });
      await page.locator('.live-open').waitFor();
      middle = (request, response, next) => {
        if (!request.path.includes('/api/')) {
          next();
          return;
        }
        const problem = { type: 'about:blank', title: '', status, detail: 'No.', code, requestId: 'r' };
        response.status(status).type('application/problem+json').send(JSON.stringify(problem));
      };
      host.server.closeAllConnections();
      await page.getByRole('alert').getByText(title).waitFor();
      expect(await page.getByRole('article').count()).to.equal(0);
      await keepPicture(page, `lost-${String(status)}`);
      await close();
    });
  }

  it('says that there is no connection, and goes on when it is back', async () => {
    middle = (request, response, next) => (request.path.includes('/api/') ? response.destroy() : next());
    const { page, close } = await openPage(host, { ...RECORD }, { expectedErrors: /ERR_|Failed to load/ });
    await page.getByRole('alert').getByText('No connection').waitFor();
    await keepPicture(page, 'offline');
    middle = (_request, _response, next) => next();
    await page.evaluate("window.dispatchEvent(new Event('online'))");
    await page.getByRole('article').first().waitFor();
    await close();
  });

  it('says so while a slow server has not answered', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    middle = (request, _response, next) => {
      if (request.path.includes('/api/')) void released.then(next);
      else next();
    };
    const { page, close } = await openPage(host, RECORD);
    await page.getByText('Loading …').waitFor();
    await keepPicture(page, 'loading');
    release();
    await page.getByRole('article').first().waitFor();
    await close();
  });
});

describe('the credentials of the timeline', () => {
  it('are asked for again after a 401', async () => {
    const users = [{ username: 'ana', roles: ['superuser'], passwordHash: passwordHash('right') }];
    const host = await startPageHost({ config: { security: { users } } });
    await recordChange(host, undefined, { status: 'open' });
    const basic = (password: string): string => `Basic ${btoa(`ana:${password}`)}`;
    const { page, close } = await openPage(
      host,
      { kind: 'alert', record: 'a-1' },
      { tokens: `${basic('wrong')},${basic('right')}`, expectedErrors: /401/ },
    );
    await page.getByRole('article').first().waitFor();
    expect(await page.evaluate('window.asked')).to.be.greaterThan(1);
    await close();
    await host.stop();
  });
});
