import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { aChange, aCreation, aSubject } from '../support/records.js';

const PROGRAM = fileURLToPath(new URL('opening_program.ts', import.meta.url));

describe('the file of the embedded store', function () {
  let path: string;
  before(async () => {
    path = await mkdtemp(join(tmpdir(), 'case-activity-map-'));
  });
  after(() => rm(path, { recursive: true, force: true }));

  it('is mapped once, however it grows while it is read', async () => {
    const store = await openEmbeddedStore({ path });
    try {
      for (let i = 0; i < 12; i += 1) {
        const subject = aSubject({ id: String(i) });
        const changes = Array.from({ length: 4 }, (_, n) => aChange(String(n).repeat(100_000)));
        const written = store.commit([aCreation(subject, { changes })]);
        while ((await store.head(subject)) === undefined);
        await written;
      }
      const file = join(path, 'data.mdb');
      const maps = (await readFile('/proc/self/maps', 'utf8'))
        .split('\n')
        .filter((map) => map.endsWith(file));
      expect(maps).to.have.length(1);
    } finally {
      await store.close();
    }
  });

  it('is opened where address space is limited', () => {
    const limited = ['-c', 'ulimit -v 60000000 && exec "$0" "$@"', process.execPath];
    const program = ['--import', 'tsx', PROGRAM, path];
    expect(execFileSync('bash', [...limited, ...program], { encoding: 'utf8' })).to.equal('opened\n');
  });
});
