import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { FORMAT_KEY } from '../../server/stores/embedded/keys.js';
import { formerRecords, unpackEmbedded } from '../support/format_1.js';
import { describeFormer } from './former_contract.js';
import type { StoreFixture } from './store_fixture.js';

describe('an embedded store of format 1', function () {
  this.timeout(180_000);
  describeFormer(async () => ({
    records: await formerRecords('embedded'),
    fresh: () => aFolder(() => Promise.resolve()),
    copy: () => aFolder(unpackEmbedded),
    format: async ({ location }) => {
      if (location.kind !== 'embedded') throw new Error('It is in a folder.');
      const db = open<string, Buffer>({
        path: location.path,
        noSubdir: false,
        useVersions: true,
        encoding: 'string',
        keyEncoding: 'binary',
        maxDbs: 1,
      });
      try {
        return Number(db.get(FORMAT_KEY));
      } finally {
        await db.close();
      }
    },
  }));
});

async function aFolder(fill: (path: string) => Promise<void>): Promise<StoreFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'case-activity-'));
  const path = join(folder, 'store');
  await fill(path);
  return {
    location: { kind: 'embedded', path },
    destroy: () => rm(folder, { recursive: true, force: true }),
  };
}
