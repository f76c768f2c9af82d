import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { TestHost } from '../support/host.js';
import { openPage, startPageHost, until } from './support/browser.js';
import { seedMany } from './support/seeded_history.js';

const ENTRIES = 100_000;
const MOST_ROWS = 200;
const RECORD = { kind: 'host', record: 'many', 'page-size': '500' };
const ROOT = `document.querySelector('case-activity-timeline').shadowRoot`;

describe('a history of 100,000 entries', function () {
  this.timeout(300_000);
  let host: TestHost;
  before(async () => {
    host = await startPageHost();
    await seedMany(host, ENTRIES);
  });
  after(() => host.stop());

  it('is read on both ways from an entry in its middle', async () => {
    const { page, close } = await openPage(host, { ...RECORD, seq: '50000' });
    const marked = page.locator('article[aria-current=true]');
    await marked.waitFor();
    expect(await marked.getAttribute('aria-posinset')).to.equal(String(ENTRIES - 50_000 + 1));
    expect(await marked.getAttribute('aria-setsize')).to.equal(String(ENTRIES));
    let most = await goTo(page, ENTRIES - 48_000 + 1, -1);
    most = Math.max(most, await goTo(page, ENTRIES - 53_500 + 1, 1));
    expect(most).to.be.within(5, MOST_ROWS);
    await close();
  });

  it('begins at either end', async () => {
    for (const [order, first] of [
      ['desc', ENTRIES],
      ['asc', 1],
    ] as const) {
      const { page, close } = await openPage(host, { ...RECORD, order });
      const article = page.locator('article[aria-posinset="1"]');
      await article.waitFor();
      expect(await seqOf(page)).to.equal(first);
      expect(await goTo(page, 4_000, 1)).to.be.within(5, MOST_ROWS);
      await close();
    }
  });
});

/** Scrolls until the entry at this place is seen; answers how many rows there were in the document at most. */
async function goTo(page: Page, place: number, by: 1 | -1): Promise<number> {
  const script = `new Promise((resolve) => {
    const scroller = ${ROOT}.querySelector('.scroller');
    scroller.scrollBy(0, ${String(by)} * scroller.clientHeight * 4);
    requestAnimationFrame(() => setTimeout(() => {
      const places = [...${ROOT}.querySelectorAll('article')].map((article) => Number(article.ariaPosInSet));
      resolve([places.length, Math.min(...places), Math.max(...places)]);
    }));
  })`;
  for (let most = 0; ;) {
    const [rows, first, last] = await page.evaluate<[number, number, number]>(script);
    most = Math.max(most, rows);
    if (by === 1 ? last >= place : first <= place) return most;
  }
}

/** The number of the entry that stands first. */
async function seqOf(page: Page): Promise<number> {
  await until(page, `window.heard.some(({ name }) => name === 'load')`);
  return page.evaluate<number>(`window.heard.find(({ name }) => name === 'load').detail.entries[0].seq`);
}
