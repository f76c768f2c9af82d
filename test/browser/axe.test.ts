import axe from 'axe-core';
import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { openPage, startPageHost } from './support/browser.js';
import { seedHistory } from './support/seeded_history.js';

interface Findings {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

describe('the accessibility of the timeline', () => {
  let host: TestHost;
  before(async () => {
    let at = 0;
    host = await startPageHost({ clock: () => new Date(at) });
    await seedHistory(host, (time) => (at = time));
  });
  after(() => host.stop());

  for (const theme of ['light', 'dark']) {
    for (const locale of ['es', 'en', 'fr', 'pt', 'de']) {
      it(`has no finding in ${locale}, ${theme}`, async () => {
        const attributes = { kind: 'alert', record: 'a-1', lang: locale, theme, live: '', exports: '' };
        // The checker is no part of the page: its policy would not let it in.
        const { page, close } = await openPage(host, attributes, { bypassCSP: true });
        await page.getByRole('slider').waitFor();
        await page.locator('.toolbar button[aria-expanded]').click();
        await page.locator('article .tools .link').first().click();
        await page.locator('.diff').first().waitFor();
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate<Findings>('axe.run()');
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ).to.deep.equal([]);
        await close();
      });
    }
  }
});
