import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { bundleTimeline } from '../../scripts/bundle_timeline.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { passwordHash } from '../support/passwords.js';

const BUILT = path.resolve('dist/timeline/timeline.js');
const KEY = 'cbr_live_demo';
const SECURITY = {
  roles: [{ name: 'analyst', kibana: [{ spaces: ['*'], base: ['all'], feature: {} }] }],
  users: [{ username: 'ana', roles: ['analyst'], passwordHash: passwordHash('ana') }],
  apiKeys: [
    {
      ...{ id: 'k', name: 'K', roles: ['analyst'] },
      keyHash: '25a43b01c5e2a0f16fb2c3c86a1a88c69994293dc273ec6f2c368db033f4cebc',
    },
  ],
};

describe('the page with nothing but the timeline on it (N13)', function () {
  this.timeout(120_000);
  let browser: Browser;
  let host: TestHost;
  before(async () => {
    if (!existsSync(BUILT)) await bundleTimeline(BUILT);
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
    host = await startHost({ config: { security: SECURITY }, mount: { prefix: '/history' } });
    await recordChange(host, undefined, { severity: 'low' });
    await recordChange(host, { severity: 'low' }, { severity: 'high' });
  });
  after(async () => {
    await browser.close();
    await host.stop();
  });

  /** Opens the page, does something there, and sees that the policy had nothing to refuse. */
  async function on(address: string, visit: (page: Page) => Promise<void>, locale = 'en'): Promise<void> {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    const reports: string[] = [];
    page.on('console', (message) => {
      // That the API answers 401 is told there too, and meant.
      if (message.type() === 'error' && !message.text().includes('401')) reports.push(message.text());
    });
    page.on('pageerror', (error) => reports.push(error.message));
    try {
      await page.goto(`${host.url}${address}`);
      await visit(page);
      const kept = await page.evaluate(
        () => `${location.href} ${document.cookie} ${JSON.stringify([localStorage, sessionStorage])}`,
      );
      expect(kept).to.not.match(/demo|YW5h|password|token/i);
    } finally {
      await context.close();
    }
    expect(reports, 'what the page reported').to.deep.equal([]);
  }

  const RECORD = '/api/activity/v1/timeline?kind=alert&record=a-1';
  const sentence = (page: Page) => page.getByText("Changed severity from 'low' to 'high'").first();

  it('asks who it is, says what was wrong, and shows the history to whoever has the password', () =>
    on(RECORD, async (page) => {
      const name = page.getByLabel('Name', { exact: true });
      await name.waitFor();
      expect(await name.getAttribute('autocomplete')).to.equal('username');
      await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'name');
      const password = page.getByLabel('Password', { exact: true });
      expect(await password.getAttribute('autocomplete')).to.equal('current-password');
      expect(await page.locator('case-activity-timeline').isVisible()).to.equal(false);

      await page.keyboard.press('Enter');
      await page.getByText('Fill in every field.').waitFor();
      await name.fill('ana');
      await password.fill('no');
      await page.keyboard.press('Enter');
      await page.getByText('Name or password is wrong.').waitFor();
      expect(await page.getByRole('alert').textContent()).to.contain('wrong');
      await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'name');

      await password.fill('ana');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await sentence(page).waitFor();
      expect(await page.locator('.sign-in').count()).to.equal(0);
      expect(await page.evaluate(() => document.activeElement?.localName)).to.equal('case-activity-timeline');
    }));

  it('takes a token instead', () =>
    on(RECORD, async (page) => {
      await page.getByLabel('Token', { exact: true }).check();
      const token = page.getByLabel('Token or API key');
      expect(await token.getAttribute('autocomplete')).to.equal('off');
      await token.fill('cbr_live_wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('The token is not valid, or not any more.').waitFor();
      await token.fill(`Bearer ${KEY}`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await sentence(page).waitFor();
    }));

  it('asks nothing where nobody has to sign in, below a space and in the language of the address', async () => {
    const open = await startHost();
    try {
      await recordChange(open, undefined, { severity: 'low' });
      await recordChange(open, { severity: 'low' }, { severity: 'high' });
      const page = await browser.newPage();
      await page.goto(`${open.url}/s/default${RECORD}&locale=es`);
      await page.getByText("Cambió la severidad de 'low' a 'high'").first().waitFor();
      expect(await page.locator('.sign-in').count()).to.equal(0);
      await page.close();
    } finally {
      await open.stop();
    }
  });

  for (const [locale, title] of [
    ['es', 'Inicie sesión para ver el historial'],
    ['fr', 'Connectez-vous pour voir l’historique'],
    ['pt', 'Inicie sessão para ver o histórico'],
    ['de', 'Zum Verlauf anmelden'],
  ] as const) {
    it(`speaks ${locale} with whoever does`, () =>
      on(
        RECORD,
        async (page) => {
          await page.getByRole('heading', { name: title }).waitFor();
          expect(await page.evaluate(() => document.documentElement.lang)).to.equal(locale);
        },
        locale,
      ));
  }
});
