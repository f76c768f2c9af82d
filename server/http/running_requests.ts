import type { RouterContext } from './create_router.js';
import type { Metrics } from './operations/metrics.js';

/** Knows which requests are running, so that the store is closed after the last of them. */
export class RunningRequests {
  readonly #metrics: Metrics;
  readonly #running = new Set<symbol>();
  readonly #waiting = new Set<() => void>();

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
  }

  readonly begin: RouterContext['begin'] = (labels) => {
    const request = Symbol(labels.route);
    const start = performance.now();
    this.#running.add(request);
    return (status, whole) => {
      this.#metrics.observe({ ...labels, status: String(status) }, (performance.now() - start) / 1000);
      if (!whole) this.#metrics.disconnected();
      this.#running.delete(request);
      if (this.#running.size === 0) for (const resolve of this.#waiting) resolve();
    };
  };

  /** How many are running. */
  get count(): number {
    return this.#running.size;
  }

  /** Resolves when no request is running, at the latest after `graceMs` milliseconds. */
  async idle(graceMs: number): Promise<void> {
    if (this.#running.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.#waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
