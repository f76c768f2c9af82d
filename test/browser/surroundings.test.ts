import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { keepPicture, openPage, startPageHost, until } from './support/browser.js';
import { seedHistory } from './support/seeded_history.js';

const RECORD = { kind: 'alert', record: 'a-1', exports: '' };
const ROOT = `document.querySelector('case-activity-timeline').shadowRoot`;

describe('the timeline in pages of many kinds', () => {
  let host: TestHost;
  before(async () => {
    let at = Date.now();
    const config = { security: { enabled: false }, spaces: [{ id: 'soc', name: 'SOC' }] };
    host = await startPageHost({ clock: () => new Date(at), config });
    await seedHistory(host, (time) => (at = time));
    at = Date.now();
    const ofSoc = { subject: { space: 'soc', kind: 'alert', id: 's-1' } };
    await recordChange(host, undefined, { severity: 'low' }, ofSoc);
    await recordChange(host, { severity: 'low' }, { severity: 'high' }, ofSoc);
  });
  after(() => host.stop());

  it('stands the other way round where the page is read from right to left', async () => {
    const { page, close } = await openPage(host, { ...RECORD, dir: 'rtl' });
    await page.getByRole('slider').waitFor();
    const places = await page.evaluate<Record<'avatar' | 'sentence' | 'time', number>>(`(() => {
      const article = ${ROOT}.querySelector('article');
      const x = (selector) => article.querySelector(selector).getBoundingClientRect().x;
      return { avatar: x('.avatar'), sentence: x('.sentence'), time: x('.time') };
    })()`);
    expect(places.avatar).to.be.greaterThan(places.sentence);
    expect(places.sentence).to.be.greaterThan(places.time);
    // Time goes the way that the picture of it does, and so do its keys.
    const strip = page.getByRole('slider');
    await strip.press('Home');
    await strip.press('ArrowRight');
    expect(await strip.getAttribute('aria-valuenow')).to.equal('2');
    expect(await overflowOf(page)).to.equal(0);
    await keepPicture(page, 'right-to-left');
    await close();
  });

  it('reads in one column, and covers nothing, at 400 %', async () => {
    const viewport = { width: 320, height: 256 };
    const { page, close } = await openPage(host, RECORD, { viewport, deviceScaleFactor: 4 });
    await page.getByRole('slider').waitFor();
    expect(await overflowOf(page)).to.equal(0);
    await page.getByRole('article').first().focus();
    for (let i = 0; i < 4; i += 1) {
      await page.keyboard.press('PageDown');
      await until(page, `${ROOT}.activeElement?.ariaPosInSet >= ${String(i + 2)}`);
      await until(
        page,
        `(() => {
          const { top, left, width } = ${ROOT}.activeElement.getBoundingClientRect();
          return ${ROOT}.activeElement.contains(${ROOT}.elementFromPoint(left + width / 2, Math.max(top, 32) + 4));
        })()`,
      );
    }
    await keepPicture(page, 'zoomed');
    await close();
  });

  it('keeps its edges and its picture where colours are forced', async () => {
    const { page, close } = await openPage(host, RECORD, { forcedColors: 'active' });
    await page.getByRole('slider').press('Enter');
    await page.locator('.chip').nth(1).waitFor();
    await page.locator('.bar.chosen').waitFor();
    const found = await page.evaluate<Record<string, string>>(`(() => {
      const style = (selector) => getComputedStyle(${ROOT}.querySelector(selector));
      const text = style('.day').color;
      return {
        avatar: style('.avatar').borderTopStyle, badge: style('.badge').borderTopColor, text,
        bar: style('.bar:not(.chosen) .fill').fill, chosen: style('.bar.chosen .fill').fill,
      };
    })()`);
    expect(found['avatar']).to.equal('solid');
    expect(found['badge']).to.equal(found['text']);
    expect(found['bar']).to.equal(found['text']);
    expect(found['chosen']).to.not.equal(found['text']);
    await keepPicture(page, 'forced-colours');
    await close();
  });

  it('reads another space where it is told to', async () => {
    const ofSoc = { kind: 'alert', record: 's-1', space: 'soc' };
    const { page, close } = await openPage(host, ofSoc);
    await page.getByText("Changed severity from 'low' to 'high'").first().waitFor();
    const asked = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/api/'))`,
    );
    expect(
      asked.filter((address) => !address.startsWith(`${host.url}/s/soc/api/activity/v1/`)),
    ).to.deep.equal([]);
    expect(asked).to.not.deep.equal([]);
    await close();
    const elsewhere = await openPage(host, { ...ofSoc, space: 'default' }, { expectedErrors: /404/ });
    await elsewhere.page.getByRole('alert').getByText('This history is not there').waitFor();
    await elsewhere.close();
  });
});

function overflowOf(page: Awaited<ReturnType<typeof openPage>>['page']): Promise<number> {
  return page.locator('.scroller').evaluate((e) => e.scrollWidth - e.clientWidth);
}
