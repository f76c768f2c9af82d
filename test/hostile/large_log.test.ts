import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeLargeLog } from './large_log.js';

describeLargeLog('the embedded store', async () => {
  const path = await mkdtemp(join(tmpdir(), 'case-activity-'));
  return {
    location: { kind: 'embedded', path },
    destroy: () => rm(path, { recursive: true, force: true }),
  };
});
