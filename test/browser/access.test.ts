import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import type { Principal } from '../../server/access/principal.js';
import { recordChange } from '../support/native.js';
import { openPage, startPageHost, until } from './support/browser.js';

const RECORD = { kind: 'alert', record: 'a-1', 'page-size': '20' };
const ENTRIES = 120;

describe('the timeline of readers whose access changes', () => {
  let host: TestHost;
  /** Whom the host takes for whom, by the token that is sent. */
  let known: Readonly<Record<string, Principal>> = {};
  before(async () => {
    host = await startPageHost({
      config: { security: { enabled: true } },
      authenticate: ({ headers }) => known[(headers.authorization ?? '').replace('Bearer ', '')] ?? null,
    });
    for (let n = 0; n < ENTRIES; n += 1) {
      await recordChange(host, n === 0 ? undefined : { status: n - 1 }, { status: n });
    }
  });
  beforeEach(() => {
    known = { first: { username: 'ana', roles: ['superuser'] } };
  });
  after(() => host.stop());

  it('goes on with another token when the one that was right is not any more', async () => {
    const { page, close } = await openPage(host, RECORD, { tokens: 'first,second', expectedErrors: /401/ });
    await page.getByRole('article').first().waitFor();
    await until(page, `window.asked === 1`);
    known = { second: { username: 'ana', roles: ['superuser'] } };
    await scrollToEnd(page);
    expect(await page.evaluate('window.asked')).to.equal(2);
    expect(await page.getByRole('alert').count()).to.equal(0);
    await close();
  });

  it('takes everything off the screen when reading on is refused with 403', async () => {
    const { page, close } = await openPage(host, RECORD, { tokens: 'first', expectedErrors: /403/ });
    await page.getByRole('article').first().waitFor();
    known = { first: { username: 'ana', roles: ['superuser'], scopes: ['alerts:read'] } };
    await page.locator('.scroller').evaluate((e) => e.scrollTo(0, e.scrollHeight));
    await page.getByRole('alert').getByText('You may not see this history').waitFor();
    expect(await page.getByRole('article').count()).to.equal(0);
    expect(await page.getByRole('slider').count()).to.equal(0);
    await close();
  });
});

async function scrollToEnd(page: Awaited<ReturnType<typeof openPage>>['page']): Promise<void> {
  const last = page.locator(`article[aria-posinset="${String(ENTRIES)}"]`);
  while ((await last.count()) === 0) {
    await page.locator('.scroller').evaluate((e) => e.scrollTo(0, e.scrollHeight));
    await page.waitForTimeout(20);
  }
}
