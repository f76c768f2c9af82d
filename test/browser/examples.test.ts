import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { bundleTimeline } from '../../scripts/bundle_timeline.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { openAt } from './support/browser.js';

const BUILT = path.resolve('dist/timeline/timeline.js');

describe('examples/timeline.html', () => {
  let host: TestHost;
  before(async function () {
    this.timeout(60_000);
    if (!existsSync(BUILT)) await bundleTimeline(BUILT);
    host = await startHost({
      config: { security: { enabled: true } },
      authenticate: ({ headers }) =>
        headers.authorization === 'Bearer of-ana' ? { username: 'ana', roles: ['superuser'] } : null,
      before: (app) => {
        app.get('/', (_request, response) => {
          response.sendFile(path.resolve('examples/timeline.html'));
        });
        app.get('/session/token', (_request, response) => void response.send('of-ana'));
        app.get('/favicon.ico', (_request, response) => void response.status(204).end());
      },
    });
    const subject = { space: 'default', kind: 'alert', id: 'alert-123' };
    await recordChange(host, undefined, { severity: 'low' }, { subject });
    await recordChange(host, { severity: 'low' }, { severity: 'high' }, { subject });
  });
  after(() => host.stop());

  it('shows the history with the token of the host, and tells the page what was chosen', async () => {
    const { page, close } = await openAt(host.url);
    await page.getByText("Changed severity from 'low' to 'high'").first().waitFor();
    await page.locator('article .tools .link').first().click();
    await page.locator('#chosen', { hasText: 'Changed severity' }).waitFor();
    expect(await page.locator('article').count()).to.equal(2);
    await close();
  });
});
