import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { VirtualItem } from '@tanstack/virtual-core';
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { Row } from './rows.js';

/** Rows that are drawn on each side of what is seen. */
const OVERSCAN = 8;
const ROW_PX = 42;
/** So many rows before its end the next page is asked for. */
const AHEAD = 12;

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/** Which rows are in the document: those that are seen, and the one that has the focus wherever it is. */
export class VirtualList implements ReactiveController {
  readonly #host: Host;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #rows: readonly Row[] = [];
  #unmount: (() => void) | undefined;
  #anchor: { readonly key: string; readonly delta: number } | undefined;
  /** Key of the row that has the focus. */
  focused: string | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.#options());
    host.addController(this);
  }

  get scroller(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.scroller');
  }

  get #feed(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('[role=feed]');
  }

  hostConnected(): void {
    this.#unmount = this.#virtualizer._didMount();
  }

  hostDisconnected(): void {
    this.#unmount?.();
  }

  hostUpdated(): void {
    this.#virtualizer._willUpdate();
    this.#moveToAnchor();
    const margin = this.#feed?.offsetTop ?? 0;
    if (margin === this.#virtualizer.options.scrollMargin) return;
    this.#virtualizer.setOptions(this.#options(margin));
    this.#virtualizer.measure();
    this.#host.requestUpdate();
  }

  /** The rows there are now: what comes or goes before what is read does not move it. */
  set rows(rows: readonly Row[]) {
    if (rows === this.#rows) return;
    const { options, scrollOffset } = this.#virtualizer;
    if (this.#rows[0]?.key !== rows[0]?.key && scrollOffset !== null && scrollOffset > options.scrollMargin) {
      const item = this.#virtualizer.getVirtualItemForOffset(scrollOffset);
      this.#anchor = item && { key: String(item.key), delta: scrollOffset - item.start };
    }
    this.#rows = rows;
    this.#virtualizer.setOptions(this.#options(options.scrollMargin));
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  get items(): readonly VirtualItem[] {
    return this.#virtualizer.getVirtualItems().filter(({ index }) => index < this.#rows.length);
  }

  get height(): number {
    return this.#virtualizer.getTotalSize();
  }

  /** Where a row stands in the feed. */
  offsetOf({ start }: VirtualItem): number {
    return start - this.#virtualizer.options.scrollMargin;
  }

  /** Given to each row's element. */
  readonly measure = (element?: Element): void => {
    this.#virtualizer.measureElement(element instanceof HTMLElement ? element : null);
  };

  /** Which ends are near. */
  get nearEnds(): { readonly start: boolean; readonly end: boolean } {
    const { range } = this.#virtualizer;
    if (range === null) return { start: false, end: false };
    return { start: range.startIndex < AHEAD, end: range.endIndex >= this.#rows.length - AHEAD };
  }

  /** Brings a row into view and gives it the focus. */
  async focus(index: number, align: 'auto' | 'center' | 'start' = 'auto'): Promise<void> {
    const row = this.#rows[index];
    if (row === undefined) return;
    this.focused = row.key;
    // The row is drawn before it has been scrolled to.
    this.#virtualizer.setOptions(this.#options(this.#virtualizer.options.scrollMargin));
    this.#virtualizer.scrollToIndex(index, { align });
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.element(row.key)?.focus({ preventScroll: true });
  }

  toStart(): void {
    this.scroller?.scrollTo({ top: 0 });
  }

  indexOf(key: string | undefined): number {
    return this.#rows.findIndex((row) => row.key === key);
  }

  element(key: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`article[data-key="${CSS.escape(key)}"]`);
  }

  #moveToAnchor(): void {
    const [anchor, scroller] = [this.#anchor, this.scroller];
    this.#anchor = undefined;
    const item = anchor && this.#virtualizer.measurementsCache[this.indexOf(anchor.key)];
    if (anchor !== undefined && item !== undefined && scroller !== null) {
      scroller.scrollTop = item.start + anchor.delta;
    }
  }

  #options(scrollMargin = 0): ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0] {
    return {
      count: this.#rows.length,
      getScrollElement: () => this.scroller,
      estimateSize: () => ROW_PX,
      getItemKey: (index) => this.#rows[index]?.key ?? index,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      overscan: OVERSCAN,
      scrollMargin,
      scrollPaddingStart: 64,
      scrollPaddingEnd: 16,
      rangeExtractor: (range) => {
        const indexes = defaultRangeExtractor(range);
        const focused = this.focused === undefined ? -1 : this.indexOf(this.focused);
        if (focused === -1 || indexes.includes(focused)) return indexes;
        return focused < (indexes[0] ?? 0) ? [focused, ...indexes] : [...indexes, focused];
      },
      onChange: () => {
        this.#host.requestUpdate();
      },
    };
  }
}
