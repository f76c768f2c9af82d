import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { openPage, startPageHost } from './support/browser.js';
import { seedHistory } from './support/seeded_history.js';

const START = Date.parse('2026-03-04T10:15:00Z');
const HOUR_MS = 3_600_000;
const HOURS = [0, 0.5, 1, 3, 5];

describe('the picture above the timeline', () => {
  let host: TestHost;
  before(async () => {
    let at = Date.now();
    host = await startPageHost({ clock: () => new Date(at) });
    await seedHistory(host, (time) => (at = time));
    const subject = { space: 'default', kind: 'alert', id: 'short' };
    const states = ['open', 'open', 'in_progress', 'closed', 'closed'].map((status, n) => ({ status, n }));
    for (const [i, state] of states.entries()) {
      at = START + (HOURS[i] ?? 0) * HOUR_MS;
      await recordChange(host, states[i - 1], state, { subject });
    }
    at = Date.now();
  });
  after(() => host.stop());

  const openShort = (attributes = {}) =>
    openPage(host, { kind: 'alert', record: 'short', 'time-zone': 'UTC', ...attributes });
  const strip = (page: Page) => page.getByRole('slider');
  const isAll = (page: Page, text: string) => page.locator('.end', { hasText: text }).waitFor();

  it('tells hours of a few days, and narrows to one by a click and to more with Shift', async () => {
    const { page, close } = await openShort();
    await strip(page).waitFor();
    expect(await strip(page).getAttribute('aria-valuemax')).to.equal('6');
    expect(await strip(page).getAttribute('aria-valuetext')).to.match(
      /Mar 4, 2026, 3:00 – 4:00\sPM: 1 entry/,
    );
    const bars = page.locator('.bar');
    await bars.first().click();
    await isAll(page, '2 entries');
    await bars.nth(1).click({ modifiers: ['Shift'] });
    await isAll(page, '4 entries');
    expect(await page.locator('.bar.chosen').count()).to.equal(2);
    await close();
  });

  it('is walked and chosen by keys', async () => {
    const { page, close } = await openShort();
    await strip(page).press('Home');
    expect(await strip(page).getAttribute('aria-valuenow')).to.equal('1');
    await strip(page).press('ArrowRight');
    await strip(page).press('Enter');
    await isAll(page, '2 entries');
    await strip(page).press('End');
    await strip(page).press('Shift+Enter');
    await isAll(page, '5 entries');
    await close();
  });

  it('shows what the status was when, on the scale of the bars', async () => {
    const { page, close } = await openShort();
    await strip(page).waitFor();
    const bands = await page.locator('.band').evaluateAll((all) =>
      all.map((one) => {
        const { left, width } = one.parentElement?.getBoundingClientRect() ?? { left: 0, width: 1 };
        const place = one.getBoundingClientRect();
        return { name: one.textContent, from: (place.left - left) / width, to: (place.right - left) / width };
      }),
    );
    expect(bands.map(({ name }) => name)).to.deep.equal(['open', 'in_progress', 'closed']);
    // From 10:00 to 16:00; it begins at 10:15.
    const hour = (at: number): number => (at - 10) / 6;
    for (const [i, [from, to]] of [
      [10.25, 11.25],
      [11.25, 13.25],
      [13.25, 16],
    ].entries()) {
      expect(bands[i]?.from).to.be.closeTo(hour(from ?? 0), 0.005);
      expect(bands[i]?.to).to.be.closeTo(hour(to ?? 0), 0.005);
    }
    await close();
  });

  it('is all in tables as well', async () => {
    const { page, close } = await openShort();
    await page.locator('summary').click();
    const rows = (n: number) => page.getByRole('table').nth(n).getByRole('row').allInnerTexts();
    const told = await Promise.all([rows(0), rows(1), rows(2)]);
    expect(told.map((table) => table.slice(1).map((row) => row.replaceAll(/\s+/g, ' ')))).to.deep.include([
      'Mar 4, 2026, 10:00 – 11:00 AM 2',
      'Mar 4, 2026, 11:00 AM – 12:00 PM 2',
      'Mar 4, 2026, 1:00 – 2:00 PM 2',
      'Mar 4, 2026, 3:00 – 4:00 PM 1',
    ]);
    expect(told[1].slice(1, 3).map((row) => row.split('\t').slice(1))).to.deep.equal([
      ['open', '1 hr'],
      ['in_progress', '2 hr'],
    ]);
    expect(told[2].join()).to.contain('Acknowledged after').and.to.contain('Resolved after');
    await close();
  });

  it('tells days of longer ones', async () => {
    const { page, close } = await openPage(host, { kind: 'alert', record: 'a-1' });
    await strip(page).waitFor();
    expect(await strip(page).getAttribute('aria-valuetext')).to.not.contain(':00');
    expect(await page.locator('.band').allInnerTexts()).to.deep.equal([
      'open',
      'in_progress',
      'open',
      'closed',
    ]);
    await close();
  });
});
