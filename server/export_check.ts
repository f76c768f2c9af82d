import { setImmediate as nextTurn } from 'node:timers/promises';
import { readLine } from './http/native/export/read_line.js';
import type { ExportReport } from './services/integrity/exported/export_report.js';
import type { Trust } from './services/integrity/exported/export_verification.js';
import { ExportVerification } from './services/integrity/exported/export_verification.js';

/** Longer than any line of an export: an entry has two values of 1 MiB at most, and a sentence of them. */
export const MAX_LINE_CHARACTERS = 16 * 2 ** 20;

const LINES_PER_TURN = 500;

/**
 * Verifies an export with proofs by what is in it and what is trusted alone: no store, no network (N10.4). Holds one
 * line and some 20 MB, however long it is, and ends early when there are too many problems.
 * @param lines without their ends; `undefined`: one that is longer than `MAX_LINE_CHARACTERS` or no text
 */
export async function verifyExport(
  lines: AsyncIterable<string | undefined>,
  trust: Trust,
): Promise<ExportReport> {
  const verification = new ExportVerification(trust);
  let taken = 0;
  for await (const line of lines) {
    verification.take(line === undefined ? undefined : readLine(line));
    if (verification.hasTooManyProblems) return verification.report(false);
    taken += 1;
    if (taken % LINES_PER_TURN === 0) await nextTurn();
  }
  return verification.report();
}
