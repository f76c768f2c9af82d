import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { open } from 'lmdb';
import { isActivityError } from '../../server/domain/errors.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { FORMAT_KEY } from '../../server/stores/embedded/keys.js';
import { KeptLog } from '../support/kept_log.js';
import { append, aSubject } from '../support/records.js';
import { soundHead } from './store_fixture.js';

describe('the folder of the embedded store', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'case-activity-'));
    path = join(folder, 'store');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('bears the version of its data, once, whoever opens it first', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openEmbeddedStore({ path })));
    await Promise.all(stores.map((store) => store.close()));
    expect(await mark()).to.equal('2');
  });

  it('is marked when it comes from before the marks, and keeps what it has', async () => {
    const subject = await recorded();
    await mark(null);
    const store = await openEmbeddedStore({ path });
    expect((await soundHead(store, subject)).seq).to.equal(1);
    await store.close();
    expect(await mark()).to.equal('1');
  });

  it('is refused with both versions and left alone when a newer or an unknown release wrote it', async () => {
    await recorded();
    for (const [found, sentence] of [
      ['3', /format 3, written by a newer release .*knows format 2/],
      ['0', /no release writes \(0\)/],
      ['two', /no release writes \("two"\)/],
    ] as const) {
      await mark(found);
      const error: unknown = await openEmbeddedStore({ path }).catch((reason: unknown) => reason);
      expect(isActivityError(error, 'STORE_UNAVAILABLE')).to.equal(true);
      expect((error as Error).message).to.match(sentence);
      expect(await mark()).to.equal(found);
    }
  });

  it('is for its user alone when it is made, and says so when it is not', async () => {
    const log = new KeptLog();
    await (await openEmbeddedStore({ path, logger: log })).close();
    expect(await modes()).to.deep.equal(['700', '600', '600']);
    expect(log.lines).to.deep.equal([]);

    await chmod(path, 0o755);
    await chmod(join(path, 'data.mdb'), 0o644);
    await (await openEmbeddedStore({ path, logger: log })).close();
    const [warning = { level: undefined, text: '' }, ...more] = log.lines;
    expect(more).to.deep.equal([]);
    expect(warning.level).to.equal('warn');
    expect(warning.text).to.contain(`${path} 755`).and.contain('data.mdb 644').and.not.contain('lock.mdb');
    expect(await modes()).to.deep.equal(['755', '644', '600']);
  });

  it('gives its files to the group when the folder is shared with it', async () => {
    await mkdir(path);
    await chmod(path, 0o770);
    const mask = process.umask(0o007);
    try {
      await (await openEmbeddedStore({ path })).close();
    } finally {
      process.umask(mask);
    }
    expect(await modes()).to.deep.equal(['770', '660', '660']);
  });

  async function recorded(): Promise<ReturnType<typeof aSubject>> {
    const subject = aSubject();
    const store = await openEmbeddedStore({ path });
    await append(store, subject, () => ({}));
    await store.close();
    return subject;
  }

  /** What the mark says; before that, sets it to a text or takes it away. */
  async function mark(to?: string | null): Promise<unknown> {
    const db = open<string, Buffer>({
      path,
      noSubdir: false,
      useVersions: true,
      encoding: 'string',
      keyEncoding: 'binary',
      maxDbs: 1,
    });
    try {
      if (to === null) await db.remove(FORMAT_KEY);
      else if (to !== undefined) await db.put(FORMAT_KEY, to, 1);
      return db.get(FORMAT_KEY);
    } finally {
      await db.close();
    }
  }

  function modes(): Promise<string[]> {
    const files = ['', 'data.mdb', 'lock.mdb'].map((name) => join(path, name));
    return Promise.all(files.map(async (file) => ((await stat(file)).mode & 0o777).toString(8)));
  }
});
