import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../bin/config_file.js';
import { isActivityError } from '../../server/index.js';
import { run } from '../support/cli.js';

/** Nine aliases of nine aliases of ...: a few hundred bytes that stand for half a billion values. */
const BOMB = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].reduce(
  (text, name, i) =>
    `${text}${name}: &${name} [${Array(9)
      .fill(`*${'abcdefgh'[i] ?? ''}`)
      .join(', ')}]\n`,
  `a: &a [${Array(9).fill('x').join(', ')}]\n`,
);

describe('a configuration file', function () {
  this.timeout(120_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'case-activity-config-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function faultsOf(content: string | Buffer): Promise<readonly string[]> {
    const file = join(folder, 'config.yaml');
    await writeFile(file, content);
    const error: unknown = await loadConfig(file).catch((reason: unknown) => reason);
    if (!isActivityError(error, 'CONFIGURATION_INVALID')) throw new Error(`not refused: ${String(error)}`);
    return (error.details['faults'] as { path: string; message: string }[]).map(
      ({ path, message }) => `${path.replace(file, '')}: ${message}`,
    );
  }

  it('names each key that is given twice, with its line', async () => {
    expect(await faultsOf('a: 1\nb:\n  c: { d: 1 }\n  c: 2\na: 3\n')).to.have.members([
      ':4: the key c is given twice',
      ':5: the key a is given twice',
    ]);
  });

  it('has the line of what is no YAML, and does not repeat what may be a secret', async () => {
    const faults = await faultsOf('a: 1\npassword: "hunter2\nb: [hunter3\n');
    expect(faults).to.not.have.length(0);
    expect(faults[0]).to.match(/^:\d+: /);
    expect(faults.join('\n')).to.not.contain('hunter');
  });

  it('is refused when it is much too large, much too deep, full of faults, or stands for more than itself', async () => {
    expect(BOMB.length).to.be.lessThan(1000);
    for (const content of [
      BOMB,
      `a: ${'x'.repeat(300_000)}`,
      '['.repeat(200_000),
      '- '.repeat(100_000),
      '? '.repeat(100_000),
      '{a: '.repeat(60_000),
      Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'a: b: c\n'.repeat(30_000),
    ]) {
      const began = performance.now();
      const faults = await faultsOf(content);
      expect(faults.length).to.be.lessThan(21);
      expect(faults.join('').length).to.be.lessThan(10_000);
      expect(performance.now() - began).to.be.lessThan(20_000);
    }
  });

  it('may have very many keys', async () => {
    const file = join(folder, 'many.yaml');
    await writeFile(file, Array.from({ length: 15_000 }, (_, i) => `key${String(i)}: 1`).join('\n'));
    expect(Object.keys((await loadConfig(file)).config as object)).to.have.length(15_000);
  });

  it('is refused when it is not UTF-8', async () => {
    expect(await faultsOf(Buffer.from('name: Garc\xeda\n', 'latin1'))).to.deep.equal([': is not UTF-8']);
  });

  it('ends every command with 78 and one line when it is a folder', async () => {
    await mkdir(join(folder, 'folder'));
    for (const args of [
      ['serve', '--config', 'folder'],
      ['check-config', 'folder'],
    ]) {
      const running = run(args, { cwd: folder });
      expect(await running.ended).to.equal(78);
      expect(running.stderr()).to.equal('case-activity: folder: cannot be read: it is a folder\n');
    }
  });
});
