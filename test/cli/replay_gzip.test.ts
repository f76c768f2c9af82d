import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { expectRows, HEADER, replayFolder, rows } from '../support/replay_folder.js';

describe('replay of gzipped files', function () {
  this.timeout(120_000);
  const at = replayFolder();

  it('refuses what is named .gz and is not, and unpacks what is gzipped whatever its name', async () => {
    await writeFile(join(at.cwd, 'log.csv.gz'), `${HEADER}\n${rows(3)}`);
    const plain = await at.replayed('log.csv.gz');
    expect(plain.code).to.equal(65);
    expect(plain.stderr).to.contain('log.csv.gz: is named .gz but is not gzipped');
    const packed = await at.replayedText(gzipSync(`${HEADER}\n${rows(3)}`));
    expect(packed.code, packed.stderr).to.equal(0);
    expectRows(packed, 3, 0);
  });

  it('says where a gzipped file is cut off, keeps what came before, and goes on with the whole file', async () => {
    const whole = gzipSync(`${HEADER}\n${rows(400, incompressible)}`);
    await writeFile(join(at.cwd, 'log.csv.gz'), whole.subarray(0, whole.length / 2));
    const cut = await at.replayed('log.csv.gz');
    expect(cut.code).to.equal(65);
    expect(cut.stderr).to.match(/log\.csv\.gz: line \d+: the gzipped file is cut off here/);
    expect(cut.stderr).to.match(/log\.csv\.gz: .*came before is recorded.*same command/);
    expect(cut.stdout).to.match(/1: the file breaks off within the incident \(line \d+\)/);
    const incidents = Number(/incidents +(\d+)/.exec(cut.stdout)?.[1]);
    expect(incidents).to.be.within(150, 250);

    await writeFile(join(at.cwd, 'log.csv.gz'), whole);
    const second = await at.replayed('log.csv.gz');
    expect(second.code, second.stderr).to.equal(0);
    expect(second.stdout).to.contain(`activities  400 (${String(400 - incidents)} of them recorded now)`);
  });

  it('says where a gzipped file is damaged, and keeps what came before', async () => {
    const bytes = gzipSync(`${HEADER}\n${rows(400, incompressible)}`);
    const half = Math.floor(bytes.length / 2);
    await writeFile(join(at.cwd, 'log.csv.gz'), bytes.fill(0xff, half, half + 100));
    const outcome = await at.replayed('log.csv.gz');
    expect(outcome.code).to.equal(65);
    expect(outcome.stderr).to.match(/log\.csv\.gz: line \d+: the gzipped file is damaged/);
    expect(Number(/incidents +(\d+)/.exec(outcome.stdout)?.[1])).to.be.within(100, 300);
  });
});

/** A note that a packer can make little of, so that the rows of a gzipped log lie all over it. */
function incompressible(i: number): string {
  return createHash('sha512').update(String(i)).digest('hex');
}
