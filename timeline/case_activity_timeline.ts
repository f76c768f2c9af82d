import { html, LitElement } from 'lit';
import { HistoryClient } from '../client/index.js';
import type { NativeEntry } from '../common/native.js';

/** `<case-activity-timeline>`: the history of a record, for people (N13). */
export class CaseActivityTimeline extends LitElement {
  static override properties = {
    src: {},
    kind: {},
    record: {},
    space: {},
    locale: {},
    entries: { state: true },
  };

  declare src: string | undefined;
  declare kind: string | undefined;
  declare record: string | undefined;
  declare space: string | undefined;
  declare locale: string | undefined;
  declare entries: readonly NativeEntry[];

  constructor() {
    super();
    this.entries = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.reload();
  }

  /** Reads the first page again. */
  async reload(): Promise<void> {
    const { kind, record, space, locale } = this;
    if (kind === undefined || record === undefined) return;
    const url = (this.src ?? '/api/activity/v1').replace(/\/api\/activity\/v1\/?$/, '');
    const client = new HistoryClient({ url, space, locale });
    const first = await client.record(kind, record).pages({ limit: 50 }).next();
    this.entries = first.done === true ? [] : first.value.entries;
  }

  override render(): unknown {
    return html`<div role="feed" aria-label="Activity" part="list">
      ${this.entries.map(({ text }) => html`<article part="entry">${text}</article>`)}
    </div>`;
  }
}
