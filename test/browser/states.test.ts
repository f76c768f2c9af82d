import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { keepPicture, openPage, startPageHost } from './support/browser.js';
import { seedHistory } from './support/seeded_history.js';

const RECORD = { kind: 'alert', record: 'a-1' };

describe('how the timeline looks', () => {
  let host: TestHost;
  before(async () => {
    let at = Date.now();
    host = await startPageHost({ clock: () => new Date(at) });
    await seedHistory(host, (time) => (at = time));
    at = Date.now();
  });
  after(() => host.stop());

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, lang] of [
      [1280, 'en'],
      [400, 'es'],
      [400, 'de'],
    ] as const) {
      it(`fits into ${String(width)} px, ${colorScheme}, ${lang}`, async () => {
        const viewport = { width, height: 900 };
        const attributes = { ...RECORD, lang, live: '', exports: '' };
        const { page, close } = await openPage(host, attributes, { colorScheme, viewport });
        await page.getByRole('article').nth(3).waitFor();
        await page.getByRole('slider').waitFor();
        await page.locator('.live-open').waitFor();
        await keepPicture(page, `history-${colorScheme}-${String(width)}-${lang}`);
        const overflow = await page.locator('.scroller').evaluate((e) => e.scrollWidth - e.clientWidth);
        expect(overflow).to.equal(0);
        await close();
      });
    }
  }
});
