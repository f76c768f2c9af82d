import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { NativeEntry } from '../common/native.js';
import type { TimelineModel } from './timeline_model.js';
import { MOST_PRINTED } from './view/report_view.js';

type Host = ReactiveControllerHost & { readonly drawNow: () => void };

/** What is on paper: all entries of the filter when it was asked for here, else those that are there. */
export class Printing implements ReactiveController {
  readonly #host: Host;
  readonly #model: TimelineModel;
  report: readonly NativeEntry[] | undefined;

  constructor(host: Host, model: TimelineModel) {
    this.#host = host;
    this.#model = model;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.#before);
    addEventListener('afterprint', this.#after);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.#before);
    removeEventListener('afterprint', this.#after);
  }

  async print(): Promise<void> {
    this.report = await this.#model.all(MOST_PRINTED);
    this.#host.drawNow();
    globalThis.print();
  }

  readonly #before = (): void => {
    if (this.report !== undefined) return;
    this.report = this.#model.window.entries;
    this.#host.drawNow();
  };

  readonly #after = (): void => {
    this.report = undefined;
    this.#host.requestUpdate();
  };
}
