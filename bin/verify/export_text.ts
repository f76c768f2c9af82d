import type { ExportReport } from '../../server/maintenance.js';
import { problemLines } from './problem_lines.js';

/** What has come of verifying an export, for people. */
export function exportText(report: ExportReport): string {
  const { entries, inLog, chained, signed, unsigned, erasedParts, checkpoint, problems } = report;
  const rest = report.complete ? '' : '; the rest of the file was not read';
  return [
    `entries      ${String(entries)}, ${String(inLog)} of them in the log, ${String(chained)} behind the one before`,
    `signed       ${String(signed)} in commits whose signature is there and right, ${String(unsigned)} others`,
    `erased       ${String(erasedParts)} values`,
    ...(checkpoint === undefined
      ? []
      : [`checkpoint   ${checkpoint.origin}, ${String(checkpoint.size)} entries`]),
    report.valid ? 'valid' : `not valid    ${String(problems.length)} problems${rest}`,
    ...problemLines(problems, ({ line, record, seq, problem }) => {
      const entry = record === undefined ? '' : ` ${record.kind}/${record.id} ${String(seq)}`;
      return `line ${String(line)}${entry}: ${problem}`;
    }),
    '',
  ].join('\n');
}
