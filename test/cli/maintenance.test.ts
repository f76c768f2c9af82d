import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../../server/config.js';
import { isActivityError } from '../../server/domain/errors.js';
import { onStore } from '../../server/maintenance.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { aCreation, aSubject } from '../support/records.js';

describe('a store that a command works on', () => {
  const subject = aSubject();
  let baseDir = '';
  before(async () => {
    baseDir = await mkdtemp(join(tmpdir(), 'case-activity-maintenance-'));
    const store = await openEmbeddedStore({ path: join(baseDir, 'kept') });
    await store.commit([aCreation(subject)]);
    await store.close();
  });
  after(() => rm(baseDir, { recursive: true, force: true }));

  it('is the one at an address, or that of a configuration', async () => {
    const { storage } = readConfig({ storage: { path: './kept' } }, { baseDir, env: {} });
    for (const store of ['embedded:kept', storage]) {
      const head = await onStore({ store, baseDir }, (opened) => opened.head(subject));
      expect(head?.subject).to.deep.equal(subject);
    }
  });

  it('is closed when the work fails', async () => {
    const left: { read?: () => Promise<unknown> } = {};
    const failure = new Error('not today');
    const failed = onStore({ store: 'embedded:kept', baseDir }, (opened) => {
      left.read = () => opened.head(subject);
      return Promise.reject(failure);
    });
    expect(await failed.catch((error: unknown) => error)).to.equal(failure);
    expect(await left.read?.().catch(() => 'closed')).to.equal('closed');
  });

  it('must be there: a mistyped address makes none', async () => {
    const { storage } = readConfig({ storage: { path: './mistyped' } }, { baseDir, env: {} });
    for (const store of ['embedded:mistyped', storage]) {
      const error: unknown = await onStore({ store, baseDir }, () => Promise.resolve()).catch(
        (it: unknown) => it,
      );
      expect(isActivityError(error, 'STORE_UNAVAILABLE')).to.equal(true);
      expect(existsSync(join(baseDir, 'mistyped'))).to.equal(false);
    }
  });
});
