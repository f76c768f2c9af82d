import { apiRoot } from './data/address.js';
import { saveExport } from './export_file.js';
import type { Filters } from './filters.js';

/** Of which history, and how. */
export interface TakenFrom {
  readonly src: string;
  readonly space: string | undefined;
  readonly record: { readonly kind: string; readonly id: string } | undefined;
  readonly filters: Filters;
  readonly locale: string;
}

/** What takes a history away, as a file or on paper: one thing at a time. */
export class TakingAway {
  readonly #host: { readonly requestUpdate: () => void };
  readonly #failed: (error: unknown) => void;
  isBusy = false;

  constructor(host: { readonly requestUpdate: () => void }, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
  }

  save(from: TakenFrom, format: 'csv' | 'ndjson', ask: typeof fetch): Promise<void> {
    const root = apiRoot(from.src, from.space);
    return this.during(() => saveExport({ ...from, root, format }, ask));
  }

  /** Does it, and tells what went wrong. */
  async during(work: () => Promise<void>): Promise<void> {
    this.#set(true);
    try {
      await work();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#set(false);
    }
  }

  #set(busy: boolean): void {
    this.isBusy = busy;
    this.#host.requestUpdate();
  }
}
