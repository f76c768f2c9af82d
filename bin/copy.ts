import { Presets, SingleBar } from 'cli-progress';
import type { CopyReport, StoreCounts } from '../server/index.js';
import { copyStore } from '../server/index.js';

interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly parallel: number;
}

/** Copies a store and compares both; ends with 1 when they are not the same. Running it again goes on. */
export async function copy({ from, to, parallel }: CopyOptions): Promise<void> {
  const bar = new SingleBar(
    { format: '{bar} {percentage}% | {phase} {value} of {total} records', stream: process.stderr },
    Presets.legacy,
  );
  bar.start(0, 0, { phase: 'counting' });
  let report: CopyReport;
  try {
    report = await copyStore({
      from,
      to,
      parallel,
      onProgress: ({ phase, done, total }) => {
        if (bar.getTotal() !== total) bar.setTotal(total);
        bar.update(done, { phase });
      },
    });
  } finally {
    bar.stop();
  }
  process.stdout.write(summary(report));
  if (report.differing > 0) process.exitCode = 1;
}

function summary({ copied, source, target, differing, differences }: CopyReport): string {
  const row = (name: keyof StoreCounts): string =>
    `${name.padEnd(12)} ${String(source[name])} in the source, ${String(target[name])} in the target`;
  return [
    `${row('records')} (${String(copied)} of them copied now)`,
    row('activities'),
    row('attachments'),
    differing === 0 ? 'identical' : `different    ${String(differing)} records`,
    ...differences.map(({ subject: { space, kind, id }, problem }) => `  ${space}/${kind}/${id} ${problem}`),
    ...(differing > differences.length ? [`  and ${String(differing - differences.length)} more`] : []),
    '',
  ].join('\n');
}
