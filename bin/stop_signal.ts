import { constants } from 'node:os';

/** Tells whether the process was asked to stop; until `release`, a signal does not end it. */
export interface StopSignal {
  /** The first signal that came. */
  readonly received: () => 'SIGINT' | 'SIGTERM' | undefined;
  readonly release: () => void;
}

/** Listens for Ctrl-C and for SIGTERM. A second one does nothing: npm sends Ctrl-C twice. `stop` is called once. */
export function listenForStop(stop = (): void => undefined): StopSignal {
  let first: 'SIGINT' | 'SIGTERM' | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (first !== undefined || (signal !== 'SIGINT' && signal !== 'SIGTERM')) return;
    first = signal;
    stop();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    received: () => first,
    release: () => {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    },
  };
}

/** What shells report of a process that a signal ended: 130 for Ctrl-C, 143 for SIGTERM. */
export function exitCodeOf(signal: 'SIGINT' | 'SIGTERM'): number {
  return 128 + constants.signals[signal];
}
