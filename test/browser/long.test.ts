import { expect } from 'chai';
import type { CDPSession, Page } from 'playwright-core';
import type { TestHost } from '../support/host.js';
import { openPage, startPageHost, until } from './support/browser.js';
import { seedLong } from './support/seeded_history.js';

const ENTRIES = 10_000;
const RECORD = { kind: 'alert', record: 'long', 'page-size': '200' };
const MIB = 2 ** 20;

describe('a history of 10,000 entries', function () {
  this.timeout(180_000);
  let host: TestHost;
  before(async () => {
    host = await startPageHost();
    await seedLong(host, ENTRIES);
  });
  after(() => host.stop());

  it('is scrolled to its end with few rows in the document and memory that stays flat', async () => {
    const { page, close } = await openPage(host, RECORD);
    await page.getByRole('article').first().waitFor();
    await page.getByText('Searched as far as').waitFor();
    const session = await page.context().newCDPSession(page);
    await scrollOn(page, 3);
    const before = await heapOf(session);
    let most = 0;
    const last = page.locator(`article[aria-posinset="${String(ENTRIES)}"]`);
    while ((await last.count()) === 0) most = Math.max(most, await scrollOn(page, 10));
    expect(most).to.be.within(5, 200);
    expect((await heapOf(session)) - before).to.be.below(24 * MIB);
    await close();
  });

  it('keeps the focus on its entry however far it is scrolled', async () => {
    const { page, close } = await openPage(host, RECORD);
    const third = page.getByRole('article').nth(2);
    await third.focus();
    const key = await third.getAttribute('data-key');
    await scrollOn(page, 10);
    expect(await focusedKey(page)).to.equal(key);
    await page.keyboard.press('PageDown');
    await until(
      page,
      `document.querySelector('case-activity-timeline').shadowRoot.activeElement?.ariaPosInSet === '4'`,
    );
    await close();
  });

  it('is walked by keys', async () => {
    const { page, close } = await openPage(host, RECORD);
    await page.getByRole('article').first().focus();
    for (let i = 0; i < 30; i += 1) await page.keyboard.press('PageDown');
    const active = `document.querySelector('case-activity-timeline').shadowRoot.activeElement`;
    await until(page, `${active}?.tagName === 'ARTICLE' && Number(${active}.ariaPosInSet) > 20`);
    await page.keyboard.press('Enter');
    await page.locator('.diff').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+End');
    await until(page, `${active}?.classList.contains('keys-button')`);
    await page.keyboard.press('/');
    await until(page, `${active}?.type === 'search'`);
    await close();
  });
});

/** So many screens further; how many rows are in the document. */
async function scrollOn(page: Page, screens: number): Promise<number> {
  const scroller = page.locator('.scroller');
  let most = 0;
  for (let i = 0; i < screens; i += 1) {
    await scroller.evaluate((element) => element.scrollBy(0, element.clientHeight));
    most = Math.max(
      most,
      await page.evaluate<number>(
        'new Promise((resolve) => requestAnimationFrame(() => resolve(document.querySelector("case-activity-timeline").shadowRoot.querySelectorAll("article").length)))',
      ),
    );
  }
  return most;
}

function focusedKey(page: Page): Promise<string | undefined> {
  return page.evaluate(
    `document.querySelector('case-activity-timeline').shadowRoot.activeElement?.dataset.key`,
  );
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}
