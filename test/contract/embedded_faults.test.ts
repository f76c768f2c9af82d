import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { open } from 'lmdb';
import { isActivityError } from '../../server/domain/errors.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { recordKeys } from '../../server/stores/embedded/keys.js';
import { versionOf } from '../../server/stores/embedded/plan_write.js';
import { aChange, aCreation, anAttachment, append, aSubject, aWindow, pageOf } from '../support/records.js';
import { codeOf, soundHead } from './store_fixture.js';

describe('the embedded store in trouble', function () {
  this.timeout(180_000);
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'case-activity-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('says that it is full, shows nothing of what failed, and goes on when there is room again', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
    try {
      await writeFile(join(folder, 'filler'), Buffer.alloc(2_000_000));
      const store = await openEmbeddedStore({ path: join(folder, 'store') });
      const strays: unknown[] = [];
      const stray = (reason: unknown): void => void strays.push(reason);
      process.on('unhandledRejection', stray);
      const subjects = Array.from({ length: 4 }, () => aSubject());
      const written = await Promise.all(subjects.map((subject) => fill(store, subject)));
      const [pair, numbers] = await Promise.all([
        messageOf(store.commit([bigCreation(), bigCreation()])),
        store.reserveNumbers(1).then(() => 'reserved', String),
      ]);
      expect(pair).to.equal('The store is full.');
      expect(numbers).to.match(/reserved|full/u);
      for (const [i, subject] of subjects.entries()) {
        expect((await soundHead(store, subject)).seq).to.equal(written[i]);
        expect((await store.record(subject))?.attachments).to.have.length(written[i] ?? -1);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
      process.off('unhandledRejection', stray);
      expect(strays).to.deep.equal([]);
      await rm(join(folder, 'filler'));
      await store.commit([bigCreation(), bigCreation()]);
      for (const [i, subject] of subjects.entries()) {
        const { head } = await append(store, subject, () => ({ changes: [aChange('again')] }));
        expect(head.seq).to.equal((written[i] ?? 0) + 1);
      }
      await store.close();
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  });

  it('fails rather than answer a history with an entry missing', async () => {
    const path = join(folder, 'store');
    const store = await openEmbeddedStore({ path });
    const subject = aSubject();
    const changes = Array.from({ length: 9 }, (_, i) =>
      aChange(String(i), i % 2 === 0 ? 'title' : 'severity'),
    );
    await store.commit([aCreation(subject, { changes })]);
    const raw = open<string, Buffer>({
      path,
      overlappingSync: false,
      useVersions: true,
      encoding: 'string',
      keyEncoding: 'binary',
    });
    await raw.remove(recordKeys(subject).activity(5));
    expect(await codeOf(pageOf(store, subject, aWindow()))).to.equal('INTERNAL_ERROR');
    expect(await codeOf(pageOf(store, subject, aWindow({ order: 'desc', skip: 3, limit: 2 })))).to.equal(
      'INTERNAL_ERROR',
    );
    expect(await codeOf(pageOf(store, subject, aWindow({ facets: ['field:title'] })))).to.equal(
      'INTERNAL_ERROR',
    );
    expect(await codeOf(pageOf(store, subject, aWindow({ limit: 4 })))).to.equal('no error');
    await raw.remove(recordKeys(subject).facet('field:severity', 4));
    for (const facets of [['field:severity'], ['field:severity', 'pushed']]) {
      expect(await codeOf(pageOf(store, subject, aWindow({ facets })))).to.equal('INTERNAL_ERROR');
    }
    await raw.close();
    await store.close();
  });

  it('guards a head by its number too: an id that was erased and recorded anew is another record', () => {
    const { head } = aCreation(aSubject());
    const heads = [
      head,
      { ...head, number: 2 },
      { ...head, revision: 2 },
      { ...head, number: 2 ** 33 - 1, revision: 2 ** 20 - 1 },
    ];
    const versions = heads.map(versionOf);
    expect(new Set(versions).size).to.equal(heads.length);
    expect(versions.every(Number.isSafeInteger)).to.equal(true);
  });
});

/** Commits until the disk is full; answers how many were acknowledged. */
async function fill(store: ActivityStore, subject: ReturnType<typeof aSubject>): Promise<number> {
  for (let count = 0; ; count += 1) {
    const state = { comment: 'x'.repeat(20_000) };
    const attachments = [
      { type: 'put', attachment: anAttachment({ state, createdSeq: count + 1 }) } as const,
    ];
    const failure = await messageOf(append(store, subject, () => ({ attachments })));
    if (failure !== undefined) {
      expect(failure).to.equal('The store is full.');
      return count;
    }
  }
}

function bigCreation(): ReturnType<typeof aCreation> {
  return aCreation(aSubject(), { state: { text: 'x'.repeat(300_000) } });
}

async function messageOf(call: Promise<unknown>): Promise<string | undefined> {
  return await call.then(
    () => undefined,
    (error: unknown) =>
      isActivityError(error, 'STORE_UNAVAILABLE') ? error.message : `unexpected: ${String(error)}`,
  );
}
