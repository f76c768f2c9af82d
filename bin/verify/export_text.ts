import type { ExportReport, FoundProblem } from '../../server/maintenance.js';

/** Problems that are printed for people. */
const PRINTED = 20;

/** What has come of verifying an export, for people. */
export function exportText(report: ExportReport): string {
  const { entries, inLog, chained, signed, unsigned, erasedParts, checkpoint, problems } = report;
  return [
    `entries      ${String(entries)}, ${String(inLog)} of them in the log, ${String(chained)} behind the one before`,
    `signed       ${String(signed)} in commits whose signature is there and right, ${String(unsigned)} others`,
    `erased       ${String(erasedParts)} values`,
    ...(checkpoint === undefined
      ? []
      : [`checkpoint   ${checkpoint.origin}, ${String(checkpoint.size)} entries`]),
    report.valid ? 'valid' : `not valid    ${countOf(report)}`,
    ...problems.slice(0, PRINTED).map(lineOf),
    ...(problems.length > PRINTED ? [`  and ${String(problems.length - PRINTED)} more`] : []),
    '',
  ].join('\n');
}

function countOf({ problems, complete }: ExportReport): string {
  return `${String(problems.length)} problems${complete ? '' : '; the rest of the file was not read'}`;
}

/** Without signs that a terminal would obey: the names are those of a file that may be anybody's. */
function lineOf({ line, record, seq, problem }: FoundProblem): string {
  const entry = record === undefined ? '' : ` ${record.kind}/${record.id} ${String(seq)}`;
  return `  line ${String(line)}${entry}: ${problem}`.replaceAll(/\p{Cc}/gu, ' ');
}
