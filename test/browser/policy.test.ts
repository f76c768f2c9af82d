import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { openPage, startPageHost } from './support/browser.js';

const MARKUP =
  '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script><style>*{display:none}</style>${1}{{1}}';

describe('the timeline under a strict policy', () => {
  let host: TestHost;
  before(async () => {
    host = await startPageHost();
    const actor = {
      kind: 'user' as const,
      username: MARKUP,
      fullName: MARKUP,
      picture: 'https://pictures.example/a.png?"><script>',
    };
    const state = { title: MARKUP, status: MARKUP, tags: [MARKUP], description: MARKUP.repeat(30) };
    await recordChange(host, undefined, state, { actor });
    const next = { ...state, status: `${MARKUP}!`, tags: [], description: `${MARKUP.repeat(29)} other` };
    await recordChange(host, state, next, { actor });
  });
  after(() => host.stop());

  it('shows markup wherever it stands as text, and breaks no rule of the page', async () => {
    // Nothing is fetched from a picture's host; the page's own policy decides whether it may be.
    const { page, close } = await openPage(
      host,
      { kind: 'alert', record: 'a-1', exports: '' },
      {
        prepare: async (one) => {
          await one.route('https://pictures.example/**', (route) => route.fulfill({ status: 204 }));
          await one.addInitScript(
            `window.violations = [];
            addEventListener('securitypolicyviolation', ({ effectiveDirective }) => window.violations.push(effectiveDirective));`,
          );
        },
      },
    );
    await page.getByRole('article').first().getByText(MARKUP).first().waitFor();
    const details = page.locator('article .tools .link[aria-expanded=false]');
    for (let left = await details.count(); left > 0; left -= 1) await details.first().click();
    await page.locator('.diff').first().waitFor();
    await page.locator('.toolbar button[aria-expanded]').click();
    await page.locator('details summary').click();
    await page.locator('button.actor').first().click();
    await page.locator('.chip', { hasText: MARKUP }).waitFor();
    expect(await page.evaluate('window.violations')).to.deep.equal([]);
    expect(await page.evaluate('window.hacked')).to.equal(undefined);
    expect(
      await page.locator('case-activity-timeline script, case-activity-timeline style').count(),
    ).to.equal(0);
    expect(await page.locator('article img').first().getAttribute('referrerpolicy')).to.equal('no-referrer');
    await close();
  });
});
