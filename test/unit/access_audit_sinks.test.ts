import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditLog, loggerAuditSink } from '../../server/access/audit.js';
import { FileAuditSink } from '../../server/access/audit_file.js';
import { anAccess } from '../support/access.js';
import { anActor } from '../support/records.js';

const clock = () => new Date('2025-03-04T08:15:30.120Z');

describe('the destination of audit records', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const logger = () => {
    const lines: string[] = [];
    const log = (details: object, message: string) => {
      lines.push(`${message}: ${'error' in details ? String(details.error) : ''}`);
    };
    return { lines, error: log, warn: log, info: log };
  };

  it('is a file to which lines are appended, all of them before it is closed', async () => {
    const path = join(folder, 'logs', 'audit.log');
    const lines = [];
    for (const id of ['1', '2']) {
      const sink = new FileAuditSink(path, logger());
      const log = new AuditLog(sink, clock);
      for (let i = 0; i < 500; i += 1)
        log.access(anAccess({}), ['getCase'], [{ id: `${id}\n`, owner: 'cases' }]);
      await log.close();
      lines.push(...readFileSync(path, 'utf8').trimEnd().split('\n').slice(lines.length));
    }
    expect(lines).to.have.lengthOf(1000);
    const texts = lines.map((line) => (JSON.parse(line) as { message: string }).message);
    expect(texts[999]).to.equal('User has accessed cases [id=2\n] as owner "cases"');
  });

  it('tells the logger when the file fails, and goes on', async () => {
    const told = logger();
    const sink = new FileAuditSink(folder, told);
    const log = new AuditLog(sink, clock);
    log.deletedRecord(anActor(), { space: 's', kind: 'case', id: 'X' });
    await log.close();
    expect(told.lines).to.have.lengthOf(1);
    expect(told.lines[0]).to.match(/^The audit log cannot be written: .*EISDIR/);
  });

  it('is the logger of the host without a file', async () => {
    const told = logger();
    const log = new AuditLog(loggerAuditSink(told), clock);
    log.deletedRecord(anActor(), { space: 's', kind: 'case', id: 'X' });
    await log.close();
    expect(told.lines).to.deep.equal(['User deleted case id: X: ']);
  });

  it('is nowhere when the audit log is off', async () => {
    const log = new AuditLog(undefined, clock);
    log.access(anAccess({}), ['getCase'], [{ id: '1', owner: 'cases' }]);
    await log.close();
  });
});
