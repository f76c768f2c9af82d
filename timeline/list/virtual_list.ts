import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { RowPlaces } from './row_places.js';
import type { Row } from './rows.js';

/** Rows that are drawn on each side of what is seen. */
const OVERSCAN = 8;
/** However high the screen is, not more of them. */
const MOST_SEEN = 120;
const ROW_PX = 42;
/** So many rows before its end the next page is asked for. */
const AHEAD = 12;
/** What covers the top of the list, and a little room at its bottom, in pixels. */
const [COVERED, ROOM] = [64, 16];

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/** Which rows are in the document: those that are seen, and the one that has the focus wherever it is. */
export class VirtualList implements ReactiveController {
  readonly #host: Host;
  readonly #places = new RowPlaces(ROW_PX);
  /** Sizes that change while nothing else does, such as the width of the page; drawn in the next frame. */
  readonly #sizes = new ResizeObserver(() => requestAnimationFrame(() => this.#host.requestUpdate()));
  #rows: readonly Row[] = [];
  #indexes: ReadonlyMap<string, number> = new Map();
  #scroller: HTMLElement | undefined;
  /** What of the scroller is seen, and where in it the feed begins. */
  #seen = { top: 0, height: 0, margin: 0 };
  #isMoved = false;
  /** Key of the row that has the focus. */
  focused: string | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
    this.#scroller?.removeEventListener('scroll', this.#scrolled);
    this.#scroller = undefined;
  }

  hostUpdated(): void {
    const scroller = this.#find('.scroller');
    const feed = this.#find('[role=feed]');
    if (scroller === null || feed === null) return;
    this.#attach(scroller);
    if (this.#isMoved) scroller.scrollTop = this.#seen.top;
    this.#isMoved = false;
    const seen = { top: scroller.scrollTop, height: scroller.clientHeight, margin: feed.offsetTop };
    const isOther = seen.height !== this.#seen.height || seen.margin !== this.#seen.margin;
    this.#seen = seen;
    if (this.#measure(feed) || isOther) this.#host.requestUpdate();
  }

  /** The rows there are now: what comes or goes before what is read does not move it. */
  set rows(rows: readonly Row[]) {
    if (rows === this.#rows) return;
    const { top, margin } = this.#seen;
    const isOther = this.#rows[0]?.key !== rows[0]?.key && top > margin;
    const first = this.#places.indexAt(top - margin);
    const [anchor, delta] = [this.#rows[first]?.key, top - this.#places.startOf(first)];
    this.#rows = rows;
    const keys = rows.map(({ key }) => key);
    this.#indexes = new Map(keys.map((key, index) => [key, index]));
    this.#places.keys = keys;
    const index = this.indexOf(anchor);
    if (isOther && index !== -1) this.#moveTo(this.#places.startOf(index) + delta);
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** Indexes of the rows that are drawn. */
  get drawn(): readonly number[] {
    const [start, end] = this.#range();
    const indexes = Array.from({ length: end - start }, (_, i) => start + i);
    const focused = this.indexOf(this.focused);
    if (focused === -1 || indexes.includes(focused)) return indexes;
    return focused < start ? [focused, ...indexes] : [...indexes, focused];
  }

  get height(): number {
    return this.#places.height;
  }

  /** Where a row stands in the feed. */
  offsetOf(index: number): number {
    return this.#places.startOf(index);
  }

  /** Which ends are near. */
  get nearEnds(): { readonly start: boolean; readonly end: boolean } {
    const [start, end] = this.#range();
    return { start: start + OVERSCAN < AHEAD, end: end - OVERSCAN >= this.#rows.length - AHEAD };
  }

  /** Brings a row into view and gives it the focus. */
  async focus(index: number, align: 'near' | 'center' = 'near'): Promise<void> {
    const row = this.#rows[index];
    if (row === undefined) return;
    this.focused = row.key;
    // What is drawn on the way there is measured, and moves it.
    for (let at = NaN, pass = 0; pass < 5 && at !== this.#seen.top; pass += 1) {
      at = this.#topFor(this.indexOf(row.key), align);
      this.#moveTo(at);
      while (!(await this.#host.updateComplete));
    }
    this.#find(`article[data-key="${CSS.escape(row.key)}"]`)?.focus({ preventScroll: true });
  }

  toStart(): void {
    this.#moveTo(0);
  }

  indexOf(key: string | undefined): number {
    return this.#indexes.get(key ?? '') ?? -1;
  }

  readonly #scrolled = (): void => {
    const before = this.#range().join();
    this.#seen.top = this.#scroller?.scrollTop ?? 0;
    if (this.#range().join() !== before) this.#host.requestUpdate();
  };

  #attach(scroller: HTMLElement): void {
    if (this.#scroller === scroller) return;
    this.#scroller = scroller;
    scroller.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#sizes.observe(scroller);
  }

  /** Takes down how high the rows are; answers whether one is another than it was taken for. */
  #measure(feed: HTMLElement): boolean {
    const { top, margin } = this.#seen;
    let [isOther, above] = [false, 0];
    for (const article of feed.querySelectorAll('article')) {
      const index = this.indexOf(article.dataset['key']);
      const { height } = article.getBoundingClientRect();
      const end = this.#places.startOf(index + 1);
      const more = height === 0 ? 0 : this.#places.measure(index, height);
      isOther ||= more !== 0;
      // What stands above what is read does not move it.
      if (end <= top + above - margin) above += more;
    }
    if (above !== 0) this.#moveTo(top + above);
    return isOther;
  }

  /** The rows that are seen and those beside them: from, up to but without. */
  #range(): readonly [number, number] {
    const { top, height, margin } = this.#seen;
    const first = this.#places.indexAt(top - margin);
    const last = Math.min(first + MOST_SEEN, this.#places.indexAt(top - margin + height));
    return [Math.max(0, first - OVERSCAN), Math.min(this.#rows.length, last + 1 + OVERSCAN)];
  }

  /** How far one scrolls for a row that is to be seen whole. */
  #topFor(index: number, align: 'near' | 'center'): number {
    const { top, height, margin } = this.#seen;
    const start = this.#places.startOf(index) + margin;
    const end = this.#places.startOf(index + 1) + margin;
    if (align === 'center') return Math.max(0, (start + end - height) / 2);
    if (start - COVERED < top) return Math.max(0, start - COVERED);
    return Math.max(top, Math.min(start - COVERED, end + ROOM - height));
  }

  /** Scrolls as soon as the feed is high enough for it. */
  #moveTo(top: number): void {
    this.#seen.top = top;
    this.#isMoved = true;
    this.#host.requestUpdate();
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }
}
