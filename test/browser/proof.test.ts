import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { runSource } from '../support/cli.js';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { aSigningKey, signedBy } from '../support/signing.js';
import { tamperingAt } from '../support/tampering_at.js';
import { keepPicture, openPage, startPageHost } from './support/browser.js';

const SIGNING = aSigningKey();
const RECORD = { kind: 'alert', record: 'a-1', live: '' };

describe('what the timeline says of whether a record is as it was recorded', () => {
  let host: TestHost;
  before(async () => {
    host = await startPageHost({
      config: { security: { enabled: false }, integrity: signedBy(SIGNING) },
    });
    await recordChange(host, undefined, { title: 'first title' });
    await recordChange(host, { title: 'first title' }, { title: 'second title' });
  });
  after(() => host.stop());

  it('is that it is, and how one finds that out oneself; also of what comes later', async () => {
    const { page, close } = await openPage(host, RECORD);
    const mark = page.getByRole('button', { name: 'Verified', exact: true });
    await mark.click();
    await page.getByRole('dialog', { name: 'Verified' }).getByText('as it was recorded').waitFor();
    await verifyAsTold((await page.locator('#proof pre').textContent()) ?? '');
    await keepPicture(page, 'verified');
    await page.keyboard.press('Escape');
    await recordChange(host, { title: 'second title' }, { title: 'third title' });
    await page.getByRole('button', { name: 'Not verified yet' }).waitFor();
    await page.getByRole('button', { name: '1 new' }).click();
    await mark.waitFor();
    await close();
  });

  /** Does what the two lines say: what is asked of the server, and what verifies it. */
  async function verifyAsTold(lines: string): Promise<void> {
    const [, address = '', file = '', key = ''] =
      /^curl -H 'Authorization: …' -o history\.ndjson '(\S+)'\nnpx case-activity verify (\S+) --key (\S+)$/.exec(
        lines,
      ) ?? [];
    expect([file, key]).to.deep.equal(['history.ndjson', 'VKEY']);
    const cwd = await mkdtemp(path.join(tmpdir(), 'as-told-'));
    try {
      await writeFile(path.join(cwd, file), await (await fetch(address)).text());
      const running = runSource(
        [path.resolve('bin/case_activity.ts'), 'verify', file, '--key', SIGNING.vkey],
        { cwd },
      );
      expect(await running.ended, running.stdout() + running.stderr()).to.equal(0);
    } finally {
      await rm(cwd, { recursive: true });
    }
  }

  it('is nothing of a space', async () => {
    const { page, close } = await openPage(host, {});
    await page.getByRole('slider').or(page.locator('.end')).first().waitFor();
    expect(await page.locator('.proof').count()).to.equal(0);
    await close();
  });

  it('is that not all of a long one was looked at, until somebody asks for it', async () => {
    const subject = { space: 'default', kind: 'alert', id: 'long' };
    const fields = (n: number) =>
      Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`f${String(i)}`, n]));
    for (let n = 0; n < 3; n += 1) {
      await recordChange(host, n === 0 ? undefined : fields(n - 1), fields(n), { subject });
    }
    const { page, close } = await openPage(host, { ...RECORD, record: 'long' });
    await page.getByRole('button', { name: 'Not verified yet' }).click();
    await page.getByRole('button', { name: 'Check all' }).click();
    await page.getByRole('button', { name: 'Verified', exact: true }).waitFor();
    await close();
  });

  it('is which entries are not', async () => {
    const tampering = await tamperingAt(host.storage);
    try {
      const things = await tampering.all('entry');
      const thing = things.find(({ value }) => JSON.stringify(value).includes('second title'));
      if (thing === undefined) throw new Error('There is no such entry.');
      const changed: unknown = JSON.parse(JSON.stringify(thing.value).replace('second title', 'other title'));
      expect(await tampering.put(thing, changed)).to.equal(true);
      const { page, close } = await openPage(host, RECORD);
      await page.getByRole('button', { name: 'Not intact' }).click();
      await page.getByRole('dialog').getByText('entry 2: hash-differs').waitFor();
      await keepPicture(page, 'not-intact');
      await close();
    } finally {
      await tampering.close();
    }
  });
});
