import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { isActivityError } from '../../server/domain/errors.js';
import { anAuditEvent, eventually } from '../support/audit.js';
import { runSource } from '../support/cli.js';
import { auditFolder, existing } from '../support/audit_folder.js';

const WRITER = fileURLToPath(new URL('../support/audit_writer.ts', import.meta.url));

describe('the file of the audit log', function () {
  const log = auditFolder();

  it('gets every record as one line, all of them before it is closed, behind what was there', async () => {
    for (const run of [1, 2]) {
      const { sink } = log.aSink();
      for (let i = 0; i < 500; i += 1) void sink.write(anAuditEvent(`${String(run)}\n${String(i)}`));
      await sink.close();
    }
    expect(log.messages()).to.have.lengthOf(1000);
    expect(log.messages().at(-1)).to.equal('2\n499');
    expect(readFileSync(log.path, 'utf8')).to.not.match(/\n\n/);
  });

  it('takes nothing once it is closed', async () => {
    const { sink } = log.aSink();
    await sink.close();
    const error: unknown = await sink.write(anAuditEvent('late')).catch((reason: unknown) => reason);
    expect(error).to.have.property('message', 'The audit log is closed.');
    expect(log.messages()).to.deep.equal([]);
  });

  it('is for its owner alone, its folder too; a wider one is warned of', async () => {
    const { sink, logger } = log.aSink();
    await sink.close();
    expect(statSync(log.path).mode & 0o777).to.equal(0o600);
    expect(statSync(join(log.folder, 'logs')).mode & 0o777).to.equal(0o700);
    expect(logger.lines).to.deep.equal([]);
    chmodSync(log.path, 0o640);
    chmodSync(join(log.folder, 'logs'), 0o755);
    const again = log.aSink();
    await again.sink.close();
    expect(again.logger.lines).to.deep.equal(
      Array.from({ length: 2 }, () => 'warn Others than the owner may use the audit log'),
    );
  });

  for (const [what, prepare] of [
    ['is a folder', (at: string) => mkdirSync(at, { recursive: true })],
    [
      'lies below a file',
      (at: string) => {
        writeFileSync(join(at, '..'), '');
      },
    ],
    [
      'is a pipe that nobody reads',
      (at: string) => {
        mkdirSync(join(at, '..'));
        execFileSync('mkfifo', [at]);
      },
    ],
  ] as const) {
    it(`is a fault of the configuration when it ${what}`, () => {
      prepare(log.path);
      expect(() => log.aSink())
        .to.throw()
        .that.satisfies((error: unknown) => {
          const faults = isActivityError(error, 'CONFIGURATION_INVALID') ? error.details['faults'] : [];
          return JSON.stringify(faults).startsWith('[{"path":"audit.file","message":"cannot be opened: ');
        });
    });
  }

  it('begins a new line when the last one was cut off', async () => {
    const first = log.aSink();
    await first.sink.write(anAuditEvent('whole'));
    await first.sink.close();
    appendFileSync(log.path, '{"message":"cut o');
    const { sink } = log.aSink();
    void sink.write(anAuditEvent('next'));
    await sink.close();
    const last = readFileSync(log.path, 'utf8').trimEnd().split('\n').at(-1);
    expect(last).to.contain('"message":"next"');
  });

  it('may be renamed, removed or emptied: what comes then is in the file of that name', async () => {
    const { sink } = log.aSink(true);
    await sink.write(anAuditEvent('before'));
    renameSync(log.path, `${log.path}.1`);
    await eventually(() => existing(log.path));
    await sink.write(anAuditEvent('after'));
    expect(log.messages(`${log.path}.1`)).to.deep.equal(['before']);
    expect(log.messages()).to.deep.equal(['after']);
    truncateSync(log.path);
    await sink.write(anAuditEvent('emptied'));
    expect(log.messages()).to.deep.equal(['emptied']);
    rmSync(log.path);
    await eventually(() => existing(log.path));
    await sink.write(anAuditEvent('removed'));
    await sink.close();
    expect(log.messages()).to.deep.equal(['removed']);
  });

  it('is shared by processes whose lines never mix', async () => {
    const writers = ['a', 'b', 'c'].map((name) =>
      runSource([WRITER, log.path, name, '3000'], { cwd: log.folder }),
    );
    expect(await Promise.all(writers.map(({ ended }) => ended))).to.deep.equal([0, 0, 0]);
    const all = log.messages();
    expect(all).to.have.lengthOf(9000);
    for (const name of ['a', 'b', 'c']) {
      const numbers = all
        .filter((text) => text.startsWith(`${name} `))
        .map((text) => Number(text.split(' ')[1]));
      expect(numbers).to.deep.equal(Array.from({ length: 3000 }, (_, i) => i));
    }
  });
});
