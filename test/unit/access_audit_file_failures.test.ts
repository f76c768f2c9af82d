import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { anAuditEvent, eventually } from '../support/audit.js';
import { runSource } from '../support/cli.js';
import { auditFolder, existing } from '../support/audit_folder.js';

const WRITER = fileURLToPath(new URL('../support/audit_writer.ts', import.meta.url));

describe('the file of the audit log in trouble', function () {
  const log = auditFolder();

  it('on a full disk refuses those who have to know, and loses nothing it has room to keep', async () => {
    const disk = join(log.folder, 'logs');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    try {
      const { sink, logger, lost } = log.aSink(true);
      await sink.write(anAuditEvent('first'));
      writeFileSync(join(disk, 'filler'), Buffer.alloc(60 * 1024));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, i) => sink.write(anAuditEvent(`${String(i)} ${'x'.repeat(1000)}`))),
      );
      expect(outcomes.filter(({ status }) => status === 'rejected')).to.not.have.lengthOf(0);
      expect(sink.failure()?.message).to.contain('ENOSPC');
      rmSync(join(disk, 'filler'));
      await eventually(() => sink.failure() === undefined);
      await sink.write(anAuditEvent('last'));
      await sink.close();
      expect(log.messages().map((text) => text.split(' ')[0])).to.deep.equal([
        'first',
        ...Array.from({ length: 20 }, (_, i) => String(i)),
        'last',
      ]);
      expect(lost.lines).to.equal(0);
      expect(logger.lines.filter((line) => line.startsWith('error The audit log fails'))).to.have.lengthOf(1);
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });

  it('that fails is left for the new one of that name, with what could not be written', async () => {
    const disk = join(log.folder, 'logs');
    mkdirSync(disk);
    const full = join(disk, 'full');
    mkdirSync(full);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', full]);
    log.path = join(full, 'audit.log');
    try {
      const { sink, lost, logger } = log.aSink();
      writeFileSync(join(full, 'filler'), Buffer.alloc(8 * 1024 - 4096));
      for (let i = 0; i < 30; i += 1) void sink.write(anAuditEvent(`${String(i)} ${'x'.repeat(1000)}`));
      await eventually(() => logger.lines.length > 0);
      execFileSync('umount', ['-l', full]);
      await eventually(() => existing(log.path));
      await sink.close();
      expect(log.messages().at(-1)).to.match(/^29 /);
      expect(lost.lines).to.equal(0);
    } finally {
      try {
        execFileSync('umount', ['-l', full], { stdio: 'ignore' });
      } catch {
        // It is gone already.
      }
    }
  });

  it('takes a bounded amount of memory when nothing can be written', async () => {
    mkdirSync(join(log.folder, 'logs'));
    symlinkSync('/dev/full', log.path);
    // 200 MB of lines in a process that may have 128 MB.
    const options = { cwd: log.folder };
    const writer = runSource(['--max-old-space-size=128', WRITER, log.path, 'a', '20000', '10000'], options);
    expect(await writer.ended, writer.stderr()).to.equal(0);
  });

  it('counts what it loses when nothing can be written, and says so once', async () => {
    mkdirSync(join(log.folder, 'logs'));
    symlinkSync('/dev/full', log.path);
    const { sink, lost, logger } = log.aSink();
    const text = 'x'.repeat(10_000);
    for (let i = 0; i < 3000; i += 1) {
      void sink.write(anAuditEvent(text));
      if (i % 100 === 0) await new Promise(setImmediate);
    }
    expect(lost.lines).to.be.within(1000, 2000);
    await sink.close();
    expect(lost.lines).to.equal(3000);
    expect(logger.lines.length).to.be.below(10);
    expect(logger.lines.at(-1)).to.match(/^error Lines of the audit log are lost: .*ENOSPC/);
  });

  it('may be a pipe; one that is not read neither blocks nor keeps it from closing', async () => {
    mkdirSync(join(log.folder, 'logs'));
    execFileSync('mkfifo', [log.path]);
    const reader = runSource(
      ['-e', `require('fs').openSync(${JSON.stringify(log.path)}, 'r'); setInterval(() => 0, 1000)`],
      {
        cwd: log.folder,
      },
    );
    try {
      let attempt: ReturnType<typeof log.aSink> | undefined;
      await eventually(() => {
        try {
          attempt = log.aSink(true);
        } catch {
          // The reader has not opened it yet.
        }
        return attempt !== undefined;
      });
      if (attempt === undefined) throw new Error('never opened');
      const { sink, lost, logger } = attempt;
      expect(logger.lines).to.deep.equal([]);
      await sink.write(anAuditEvent('read by nobody'));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 200 }, () => sink.write(anAuditEvent('x'.repeat(1000)))),
      );
      expect(outcomes.some(({ status }) => status === 'rejected')).to.equal(true);
      const dropped = sink.write(anAuditEvent('x'.repeat(17 * 1024 * 1024)));
      expect(await dropped.catch((error: unknown) => error)).to.match(/Too many lines wait/);
      expect(sink.failure()).to.match(/Too many lines wait/);
      const start = performance.now();
      await sink.close();
      expect(performance.now() - start).to.be.below(3000);
      expect(lost.lines).to.be.above(0);
    } finally {
      reader.child.kill();
      await reader.ended;
    }
  });
});
