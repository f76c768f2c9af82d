import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { auditEvent } from '../../server/access/audit/audit_event.js';
import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import { realmOf } from '../../server/access/caller.js';
import type { Logger } from '../../server/domain/logger.js';

/** Says nothing. */
export const SILENT: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
};

/** A record with this message. */
export function anAuditEvent(message: string): AuditEvent {
  return auditEvent(
    { user: {}, realm: realmOf('host') },
    { at: new Date(0) },
    { message, event: { action: 'x', type: ['access'], outcome: 'success' } },
  );
}

/** The records in a file; each line must be whole. */
export function auditLines(path: string): readonly AuditEvent[] {
  const text = readFileSync(path, 'utf8');
  if (text !== '' && !text.endsWith('\n')) throw new Error(`cut off: ${text.slice(-200)}`);
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as AuditEvent);
}

/** Resolves when it holds; fails after ten seconds. */
export async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (holds()) return;
    await sleep(25);
  }
  throw new Error('It never came about.');
}

/** A logger that keeps what it is told, with the codes and texts of errors. */
export function keptLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const log = (level: string) => (details: object, message: string) => {
    lines.push(`${level} ${message}${'err' in details ? `: ${String(details.err)}` : ''}`);
  };
  return { lines, error: log('error'), warn: log('warn'), info: log('info') };
}
