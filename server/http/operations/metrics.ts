import { Histogram, Registry } from 'prom-client';

/** Bounds in seconds: a page takes about a millisecond, a whole history some hundred. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Figures of one mounted plugin, in a registry of its own: two plugins in one process do not mix. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'case_activity_http_request_duration_seconds',
    help: 'Duration of answered requests by router, route, method and status.',
    labelNames: ['router', 'route', 'method', 'status'] as const,
    buckets: BUCKETS,
    registers: [this.#registry],
  });

  /** Counts one answered request; the duration is from when its handler began to when its response was closed. */
  observe(labels: { router: string; route: string; method: string; status: string }, seconds: number): void {
    this.#requests.observe(labels, seconds);
  }

  /** The Prometheus text format and its content type. */
  async expose(): Promise<{ readonly text: string; readonly contentType: string }> {
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType };
  }
}
