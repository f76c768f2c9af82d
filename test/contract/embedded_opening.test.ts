import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isActivityError } from '../../server/domain/errors.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { append, aSubject, anAttachment } from '../support/records.js';
import { soundHead } from './store_fixture.js';

describe('opening the embedded store', function () {
  this.timeout(180_000);
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'case-activity-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('says that it cannot be opened when the folder is a file, lies below a file, or holds no store', async () => {
    const [file, strange, short, odd] = ['file', 'strange', 'short', 'odd'].map((name) =>
      join(folder, name),
    ) as [string, string, string, string];
    await writeFile(file, 'a file');
    for (const path of [strange, short, join(odd, 'lock.mdb')]) await mkdir(path, { recursive: true });
    await writeFile(join(strange, 'data.mdb'), 'no database at all\n'.repeat(1000));
    await writeFile(join(short, 'data.mdb'), 'no');
    for (const path of [
      file,
      join(file, 'store'),
      strange,
      short,
      odd,
      '/proc/case-activity',
      '/sys/kernel',
    ]) {
      await expectUnusable(path);
    }
  });

  it('says that it cannot be opened when the disk is full, and reads what is there when it is an old store', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
    try {
      const path = join(folder, 'store');
      const subject = aSubject();
      const store = await openEmbeddedStore({ path });
      await append(store, subject, () => ({}));
      await store.close();
      const [onlyData, onlyLock] = [join(folder, 'only data'), join(folder, 'only lock')];
      for (const part of [onlyData, onlyLock]) await mkdir(part);
      await copyFile(join(path, 'data.mdb'), join(onlyData, 'data.mdb'));
      await copyFile(join(path, 'lock.mdb'), join(onlyLock, 'lock.mdb'));
      await writeFile(join(folder, 'filler'), Buffer.alloc(4 * 2 ** 20)).catch(() => undefined);
      for (const broken of [join(folder, 'new'), onlyData, onlyLock]) await expectUnusable(broken);
      const old = await openEmbeddedStore({ path });
      expect((await soundHead(old, subject)).seq).to.equal(1);
      await old.close();
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  });

  it('keeps stores in different folders of one process apart, also when one is closed', async () => {
    const paths = ['store', 'store.with.dots', 'nested/store ü'].map((name) => join(folder, name));
    const stores = await Promise.all(paths.map((path) => openEmbeddedStore({ path })));
    const twin = await openEmbeddedStore({ path: join(folder, 'store') });
    const subject = aSubject();
    for (const [i, store] of stores.entries()) {
      for (let k = 0; k <= i; k += 1) await append(store, subject, () => ({}));
    }
    await stores[0]?.close();
    expect((await soundHead(twin, subject)).seq).to.equal(1);
    await append(twin, subject, () => ({}));
    await twin.close();
    for (const [i, path] of paths.entries()) {
      const store = i === 0 ? await openEmbeddedStore({ path }) : stores[i];
      if (store === undefined) throw new Error('no store');
      expect((await soundHead(store, subject)).seq).to.equal(i === 0 ? 2 : i + 1);
      await store.close();
    }
  });

  it('opens a folder while commits of another handle are running', async () => {
    const path = join(folder, 'store');
    const store = await openEmbeddedStore({ path });
    const subject = aSubject();
    for (let round = 0; round < 5; round += 1) {
      const running = Array.from({ length: 8 }, () => append(store, subject, () => ({})));
      const other = await openEmbeddedStore({ path });
      await append(other, subject, () => ({}));
      await other.close();
      await Promise.all(running);
    }
    expect((await soundHead(store, subject)).seq).to.equal(45);
    await store.close();
  });

  it('takes the longest names there can be', async () => {
    const store = await openEmbeddedStore({ path: join(folder, 'store') });
    const [space, kind, id] = ['é'.repeat(256), 'k'.repeat(512), '🔥'.repeat(128)] as const;
    const subject = { space, kind, id };
    const attachment = anAttachment({ id: 'a'.repeat(512) });
    await append(store, subject, () => ({ attachments: [{ type: 'put', attachment }] }));
    expect((await soundHead(store, subject)).subject).to.deep.equal(subject);
    expect((await store.record(subject))?.attachments).to.deep.equal([attachment]);
    await store.commit([{ type: 'erase', expected: 1, subject }]);
    expect(await store.head(subject)).to.equal(undefined);
    await store.close();
  });
});

async function expectUnusable(path: string): Promise<void> {
  const error: unknown = await openEmbeddedStore({ path }).catch((reason: unknown) => reason);
  if (!isActivityError(error, 'STORE_UNAVAILABLE')) throw new Error(`no such error for ${path}`);
  expect(error.message).to.equal('The embedded store cannot be opened.');
  expect(error.details).to.deep.equal({ path });
  expect(error.cause).to.be.instanceOf(Error);
}
