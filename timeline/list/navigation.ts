import type { ReactiveControllerHost } from 'lit';
import type { NativeEntry } from '../../common/native.js';
import type { TimelineModel } from '../timeline_model.js';
import { onFeedKey } from './feed_keys.js';
import type { VirtualList } from './virtual_list.js';

type Host = ReactiveControllerHost & {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly reload: () => Promise<void>;
};

/** Moves through the list: by keys, to an entry, to what is new, and to what has to be read first. */
export class Navigation {
  readonly #host: Host;
  readonly #list: VirtualList;
  readonly #model: TimelineModel;
  readonly #toggle: (entry: NativeEntry) => void;

  constructor(host: Host, list: VirtualList, model: TimelineModel, toggle: (entry: NativeEntry) => void) {
    this.#host = host;
    this.#list = list;
    this.#model = model;
    this.#toggle = toggle;
  }

  readonly keydown = (event: KeyboardEvent): void => {
    onFeedKey(event, {
      step: (by) => void this.#step(by),
      leave: (to) => this.#leave(to),
      open: () => this.#open(),
      search: () => this.#find('.search')?.focus(),
      showKeys: () => this.showKeys(),
    });
  };

  readonly focusin = ({ target }: FocusEvent): void => {
    const article = target instanceof Element ? target.closest<HTMLElement>('article') : null;
    const key = article?.dataset['key'];
    if (key === this.#list.focused) return;
    this.#list.focused = key;
  };

  has(seq: number): boolean {
    return this.#indexOf(seq) !== -1;
  }

  async toSeq(seq: number): Promise<void> {
    const index = this.#indexOf(seq);
    if (index !== -1) await this.#list.focus(index, 'center');
  }

  /** Reads the pages whose place in the list is near. A search that ended early goes on when somebody wants it to. */
  readOn(): void {
    const { isLoading, trouble, window } = this.#model;
    if (isLoading || trouble !== undefined || window.entries.length === 0) return;
    const { start, end } = this.#list.nearEnds;
    if (end && window.next !== undefined && window.looked === undefined) void this.#model.more();
    else if (start && window.hasPrevious) void this.#model.previous();
  }

  /** Puts new entries into the list and goes there. */
  async showArrived(): Promise<void> {
    if (!this.#model.showArrived()) await this.#host.reload();
    await this.#host.updateComplete;
    const isDown = this.#model.order === 'desc';
    if (isDown) this.#list.toStart();
    await this.#list.focus(isDown ? 0 : this.#list.rows.length - 1);
  }

  showKeys(): void {
    const dialog = this.#find('dialog');
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  }

  async #step(by: 1 | -1): Promise<void> {
    const at = this.#list.indexOf(this.#list.focused);
    const index = at === -1 ? (this.#list.drawn[0] ?? 0) : at + by;
    if (index >= this.#list.rows.length) {
      await this.#model.more();
      await this.#host.updateComplete;
    }
    await this.#list.focus(Math.max(0, index));
  }

  #leave(to: 'before' | 'behind'): void {
    this.#find(to === 'before' ? '.toolbar button, .toolbar input' : '.keys-button')?.focus();
  }

  #open(): void {
    const row = this.#list.rows[this.#list.indexOf(this.#list.focused)];
    const [entry] = row?.entries ?? [];
    if (row === undefined || entry === undefined) return;
    if (row.isFolded) this.#find(`article[data-key="${CSS.escape(row.key)}"] .unfold`)?.click();
    else this.#toggle(entry);
  }

  #indexOf(seq: number): number {
    return this.#list.rows.findIndex(({ entries }) => entries.some((entry) => entry.seq === seq));
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }
}
