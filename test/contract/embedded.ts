import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FreshFixture } from './store_fixture.js';

/** A folder for the embedded store that is not there yet. */
export const embedded: FreshFixture = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'case-activity-'));
  return {
    location: { kind: 'embedded', path: join(folder, 'store') },
    destroy: () => rm(folder, { recursive: true, force: true }),
  };
};
