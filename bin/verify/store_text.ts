import type { StoreProblem, StoreReport } from '../../server/maintenance.js';
import { problemLines } from './problem_lines.js';

/** What has come of verifying a store, for people. @param isSigned whether there was a key to look at signatures with */
export function storeText(report: StoreReport, isSigned: boolean): string {
  const { logs, anchors, records, entries, inLog, signed, unsigned, adopted, erasedParts } = report;
  const positions = logs.reduce((sum, { checked }) => sum + checked, 0);
  const kept = anchors.agreeing + anchors.unreadable;
  return [
    ...(logs.length > 0 ? [`logs         ${String(logs.length)}, ${String(positions)} positions`] : []),
    ...(kept > 0
      ? [`anchors      ${String(anchors.agreeing)} agree, ${String(anchors.unreadable)} lines cannot be read`]
      : []),
    `records      ${String(records)}`,
    `entries      ${String(entries)}, ${String(inLog)} of them in the log, ${String(adopted)} sealed later`,
    isSigned
      ? `signed       ${String(signed)} entries, ${String(unsigned)} others`
      : 'signed       not looked at: there is no key',
    `erased       ${String(erasedParts)} values`,
    report.valid
      ? `valid${report.complete ? '' : ', as far as it was verified'}`
      : `not valid    ${String(report.problems.length)} problems`,
    ...problemLines(report.problems, told),
    '',
  ].join('\n');
}

function told({ space, record, seq, position, anchor, problem }: StoreProblem): string {
  return [
    ...(anchor === undefined ? [] : [`${anchor.file}:${String(anchor.line)}`]),
    space,
    ...(record === undefined ? [] : [`${record.kind}/${record.id}`]),
    ...(seq === undefined ? [] : [String(seq)]),
    ...(position === undefined ? [] : [`position ${String(position)}`]),
  ]
    .join(' ')
    .concat(`: ${problem}`);
}
