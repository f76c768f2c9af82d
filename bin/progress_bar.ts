import { Presets, SingleBar } from 'cli-progress';

/** How far a command is. */
interface Progress {
  readonly done: number;
  /** 0: not known yet. */
  readonly total: number;
  /** Default: the one before. */
  readonly phase?: string;
  /** What is counted; default: the one before. */
  readonly counted?: string;
}

/** A bar on stderr that counts. */
export interface ProgressBar {
  readonly show: (progress: Progress) => void;
  readonly stop: () => void;
}

/** Shows a bar until it is stopped. `phase` says what is going on, `counted` what is counted. */
export function progressBar(phase: string, counted = 'records'): ProgressBar {
  const format = '{bar} {percentage}% | {phase} {value} of {total} {counted}';
  const bar = new SingleBar({ format, stream: process.stderr }, Presets.legacy);
  bar.start(0, 0, { phase, counted });
  return {
    show: ({ done, total, ...changed }) => {
      if (bar.getTotal() !== total) bar.setTotal(total);
      bar.update(done, changed);
    },
    stop: () => {
      bar.stop();
    },
  };
}
