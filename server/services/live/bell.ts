/** How long to wait at most, and what else ends that. */
export interface Waiting {
  /** In milliseconds; infinite: for as long as it takes. */
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** Wakes everybody who waits. */
export class Bell {
  readonly #waiting = new Set<() => void>();

  ring(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves when it rings next, after the time, or when the signal is aborted. */
  async next({ ms, signal }: Waiting): Promise<void> {
    if (signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    let wake = (): void => undefined;
    try {
      await new Promise<void>((resolve) => {
        wake = (): void => {
          resolve();
        };
        this.#waiting.add(wake);
        signal.addEventListener('abort', wake);
        if (Number.isFinite(ms)) timer = setTimeout(wake, Math.max(0, ms));
      });
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(wake);
      signal.removeEventListener('abort', wake);
    }
  }
}
