import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { recordChange } from '../support/native.js';
import { keepPicture, openPage, startPageHost, until } from './support/browser.js';
import { seedHistory } from './support/seeded_history.js';

const MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

atMounts('the timeline of a record', () => {
  let host: TestHost;
  let src: string;
  before(async () => {
    let at = 0;
    host = await startPageHost({ clock: () => new Date(at) });
    await seedHistory(host, (time) => (at = time));
    const subject = { space: 'default', kind: 'alert', id: 'odd' };
    await recordChange(host, undefined, { status: 'open' }, { subject });
    await recordChange(host, { status: 'open' }, { status: MARKUP }, { subject });
    src = `${new URL(host.url).pathname.replace(/\/$/, '')}/api/activity/v1`;
  });
  after(() => host.stop());
  const ofAlert = () => ({ src, kind: 'alert', record: 'a-1' });

  it('lists who did what and when, newest first', async () => {
    const { page, close } = await openPage(host, ofAlert());
    const first = page.getByRole('article').first();
    await first.getByText('resolution').first().waitFor();
    expect(await first.getAttribute('aria-posinset')).to.equal('1');
    expect(await first.getAttribute('aria-setsize')).to.equal('17');
    expect(await first.locator('time').getAttribute('datetime')).to.match(/^\d{4}-.*Z$/);
    await close();
  });

  it('shows markup of a history as the text that it is', async () => {
    const { page, close } = await openPage(host, { ...ofAlert(), record: 'odd' });
    await page.getByRole('article').first().getByText(MARKUP).first().waitFor();
    await page.locator('article .tools .link').first().click();
    await page.locator('.diff').first().waitFor();
    expect(await page.evaluate('window.hacked')).to.equal(undefined);
    await close();
  });

  it('narrows to a person and a field by one click, and back by a chip', async () => {
    const { page, close } = await openPage(host, ofAlert());
    await page.getByRole('button', { name: 'Luis Pérez' }).first().click();
    await page.locator('.end', { hasText: '4 entries' }).waitFor();
    await page.getByRole('button', { name: 'severity' }).first().click();
    await page.locator('.end', { hasText: 'only entry' }).waitFor();
    await page.getByRole('button', { name: 'Remove filter: Field: severity' }).click();
    await page.locator('.end', { hasText: '4 entries' }).waitFor();
    await close();
  });

  it('counts entries by type and filters by them', async () => {
    const { page, close } = await openPage(host, ofAlert());
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    const created = page.locator('label', { hasText: 'Created' });
    await created.locator('.count', { hasText: '1' }).waitFor();
    await created.locator('input').check();
    await page.locator('.end', { hasText: 'only entry' }).waitFor();
    await keepPicture(page, 'filtered');
    await close();
  });

  it('searches, and says where nothing matches what can be done', async () => {
    const { page, close } = await openPage(host, ofAlert());
    const search = page.getByRole('searchbox');
    await search.fill('mailbox');
    await search.press('Enter');
    await page.locator('.end', { hasText: 'only entry' }).waitFor();
    await search.fill('nowhere to be found');
    await search.press('Enter');
    await page.getByText('No entry matches').waitFor();
    await keepPicture(page, 'no-match');
    await close();
  });

  it('folds small changes of one person, and unfolds them', async () => {
    const { page, close } = await openPage(host, ofAlert());
    await page.getByRole('button', { name: '5 changes by Ana García' }).click();
    await page.getByText("'mail team'").first().waitFor();
    await page.getByRole('button', { name: 'Fold' }).click();
    await page.getByRole('button', { name: '5 changes by Ana García' }).waitFor();
    await close();
  });

  it('goes to the entry that the address names', async () => {
    const { page, close } = await openPage(host, { ...ofAlert(), seq: '3', 'page-size': '2' });
    const marked = page.locator('article[aria-current=true]');
    await marked.waitFor();
    expect(await marked.getAttribute('aria-posinset')).to.equal('15');
    await close();
  });

  it('says of a record that is not there what can be done', async () => {
    const { page, close } = await openPage(host, { ...ofAlert(), record: 'none' }, { expectedErrors: /404/ });
    await page.getByRole('alert').getByText('This history is not there').waitFor();
    await keepPicture(page, 'not-there');
    await close();
  });

  it('shows all of a space', async () => {
    const { page, close } = await openPage(host, { src });
    await page.getByText('alert odd').first().waitFor();
    await page.getByText('alert a-1').first().waitFor();
    await close();
  });

  it('exports what the filter shows', async () => {
    const { page, close } = await openPage(host, { ...ofAlert(), exports: '', actors: 'luis.perez' });
    await page.getByText('4 entries').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Data (NDJSON)' }).click();
    const stream = await (await saved).createReadStream();
    let text = '';
    for await (const part of stream) text += String(part);
    expect(text.trim().split('\n')).to.have.length(4 + 2);
    await close();
  });

  it('prints a report of all entries without anything to press', async () => {
    const { page, close } = await openPage(host, { ...ofAlert(), exports: '', 'page-size': '2' });
    await page.getByRole('article').first().waitFor();
    await page.evaluate('window.print = () => { window.printed = true; }');
    await page.getByRole('button', { name: 'Print' }).click();
    await until(page, 'window.printed');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.report tbody tr').count()).to.equal(17);
    expect(await page.locator('button:visible').count()).to.equal(0);
    await close();
  });

  it('selects days in the strip by keys', async () => {
    const { page, close } = await openPage(host, ofAlert());
    const strip = page.getByRole('slider');
    await strip.focus();
    await strip.press('ArrowLeft');
    await strip.press('Enter');
    await page.locator('.chip').nth(1).waitFor();
    expect(await page.locator('.chip').count()).to.equal(2);
    await close();
  });
});
