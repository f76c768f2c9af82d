import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileAuditSink } from '../../server/access/audit/audit_file.js';
import type { Logger } from '../../server/domain/logger.js';
import { SILENT_TELEMETRY } from '../../server/domain/telemetry.js';
import { auditLines, keptLog } from './audit.js';

/** A folder for an audit log, and the sinks that were opened there. */
export interface AuditFolder {
  folder: string;
  /** Of the log; its folder need not be there yet. */
  path: string;
  readonly aSink: (required?: boolean) => {
    readonly sink: FileAuditSink;
    readonly logger: Logger & { readonly lines: string[] };
    readonly lost: { lines: number };
  };
  readonly messages: (file?: string) => readonly string[];
}

/** A new folder for each test of the suite that calls this; its sinks are closed after the test. */
export function auditFolder(): AuditFolder {
  const opened: FileAuditSink[] = [];
  const log: AuditFolder = {
    folder: '',
    path: '',
    aSink: (required = false) => {
      const logger = keptLog();
      const lost = { lines: 0 };
      const telemetry = {
        ...SILENT_TELEMETRY,
        auditLineLost: (lines: number) => {
          lost.lines += lines;
        },
      };
      const sink = new FileAuditSink({ path: log.path, required, logger, telemetry });
      opened.push(sink);
      return { sink, logger, lost };
    },
    messages: (file = log.path) => auditLines(file).map(({ message }) => message),
  };
  beforeEach(() => {
    log.folder = mkdtempSync(join(tmpdir(), 'audit-'));
    log.path = join(log.folder, 'logs', 'audit.log');
  });
  afterEach(async () => {
    for (const sink of opened.splice(0)) await sink.close();
    rmSync(log.folder, { recursive: true, force: true });
  });
  return log;
}

/** Whether there is something of that name. */
export function existing(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
