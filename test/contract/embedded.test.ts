import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStore } from './store_contract.js';

describeStore('the embedded store', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'case-activity-'));
  return {
    location: { kind: 'embedded', path: join(folder, 'store') },
    destroy: () => rm(folder, { recursive: true, force: true }),
  };
});
