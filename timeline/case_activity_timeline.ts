import type { PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import { Connection } from '../client/connection.js';
import { apiRoot, hostOf, verifyCommand } from './data/address.js';
import { AuthorizedFetch } from './data/authorized_fetch.js';
import type { HistorySource } from './data/history_source.js';
import { RecordSource } from './data/record_source.js';
import { SpaceSource } from './data/space_source.js';
import type { Filters } from './filters.js';
import { labelsOf } from './labels/labels.js';
import { Navigation } from './list/navigation.js';
import { VirtualList } from './list/virtual_list.js';
import { LiveUpdates } from './live/live_updates.js';
import { Printing } from './printing.js';
import { ReaderState } from './reader_state.js';
import { styles } from './style/styles.js';
import type { TakenFrom } from './taking_away.js';
import { TakingAway } from './taking_away.js';
import { tell } from './tell.js';
import { TimelineModel } from './timeline_model.js';
import { TimelineSettings } from './timeline_settings.js';
import { timesOf } from './times.js';
import { reportView } from './view/report_view.js';
import { timelineView } from './view/timeline_view.js';
import type { View } from './view/view.js';

const SRC = '/api/activity/v1';
/** How often it is told again how long ago things were. */
const AGE_MS = 30_000;

/** `<case-activity-timeline>`: the history of a record, or of a space, for people (N13). */
export class CaseActivityTimeline extends TimelineSettings {
  static override styles = styles;

  readonly #asking = new AuthorizedFetch(() => this, {
    asked: () => this.#live.asked(),
    received: () => this.#live.received(),
    ended: () => this.#live.ended(),
  });
  readonly #live: LiveUpdates = new LiveUpdates({
    arrived: (entries) => this.#model.take(entries),
    changed: (state) => {
      tell(this, 'live', { state });
      this.requestUpdate();
    },
    failed: (error) => this.#model.fail(error),
  });
  readonly #model: TimelineModel = new TimelineModel(
    {
      changed: () => this.requestUpdate(),
      loaded: (entries, page) => tell(this, 'load', { entries, page }),
      failed: (problem) => tell(this, 'error', { problem }),
    },
    this.#live,
  );
  readonly #list = new VirtualList(this);
  readonly #state = new ReaderState();
  readonly #taking = new TakingAway(this, (error) => this.#model.fail(error));
  readonly #printing = new Printing(this, this.#model);
  readonly #navigation = new Navigation(this, this.#list, this.#model, (entry) => this.#toggle(entry));
  #age: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#age = setInterval(() => this.requestUpdate(), AGE_MS);
    addEventListener('online', this.#back);
    if (this.hasUpdated) void this.reload();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#age);
    removeEventListener('online', this.#back);
    this.#model.close();
  }

  /** Reads it anew, from its beginning. */
  async reload(): Promise<void> {
    await this.#load(undefined);
  }

  /** Brings the entry of a record into view and marks it. */
  async showSeq(seq: number): Promise<void> {
    this.seq = seq;
    if (!this.#navigation.has(seq)) await this.#load(seq);
    await this.updateComplete;
    await this.#navigation.toSeq(seq);
  }

  /** Draws at once, for paper. */
  drawNow(): void {
    this.requestUpdate();
    this.performUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { seq } = this;
    if (this.isOther(changed)) void (seq === undefined ? this.reload() : this.showSeq(seq));
    else if (changed.has('seq') && seq !== undefined && !this.#navigation.has(seq)) void this.showSeq(seq);
    this.#list.rows = this.#state.rows(this.#model.window.entries, timesOf(this.language, this.timeZone));
  }

  protected override updated(): void {
    this.#navigation.readOn();
  }

  protected override render(): unknown {
    const view = this.#view();
    const { report } = this.#printing;
    const wiring = {
      list: this.#list,
      strip: {
        at: this.#state.stripAt,
        move: (at: number) => {
          this.#state.stripAt = at;
          this.requestUpdate();
        },
      },
      keydown: this.#navigation.keydown,
      focusin: this.#navigation.focusin,
    };
    return html`${timelineView(view, wiring)}${
      report === undefined ? nothing : reportView(report, this.record ?? view.labels.feed, view)
    }`;
  }

  #load(seq: number | undefined): Promise<void> {
    const { order, limit: pageSize, live, timeZone } = this;
    const { zone } = timesOf(this.language, timeZone);
    this.#model.filters = this.wanted;
    this.#list.focused = undefined;
    return this.#model.load({ source: this.#source(), order, pageSize, live, timeZone: zone }, seq);
  }

  #source(): HistorySource {
    const { src, space, record, locale } = this.#from;
    const connection = new Connection({ url: hostOf(src), space, locale, fetch: this.#asking.fetch });
    if (record === undefined) return new SpaceSource(connection);
    return new RecordSource(connection, record.kind, record.id);
  }

  #view(): View {
    const { filters, exports, diff, language, timeZone, live: isLive, seq: marked } = this;
    const { open, isPanelOpen } = this.#state;
    const { src, space, record } = this.#from;
    return {
      ...{ model: this.#model, labels: labelsOf(language), times: timesOf(language, timeZone) },
      ...{ now: Date.now(), actions: this.#actions, shows: { filters, exports, diff }, isLive, marked },
      ...{ open, isPanelOpen, isExporting: this.#taking.isBusy },
      command: record === undefined ? '' : verifyCommand(apiRoot(src, space), record),
    };
  }

  readonly #actions: View['actions'] = {
    setFilters: (change) => this.#setFilters(change),
    setOrder: (order) => (this.order = order),
    toggle: (entry) => this.#toggle(entry),
    toggleLines: (id) => this.#change(() => this.#state.toggle(id)),
    toggleRun: (row) => this.#change(() => this.#state.toggleRun(row, this.#model.window.entries)),
    togglePanel: () => this.#change(() => (this.#state.isPanelOpen = !this.#state.isPanelOpen)),
    retry: () => this.#retry(),
    more: () => void this.#model.more(),
    showArrived: () => void this.#navigation.showArrived(),
    exportAs: (format) => void this.#taking.save(this.#from, format, this.#asking.fetch),
    print: () => void this.#taking.during(() => this.#printing.print()),
    verify: () => void this.#model.facts.verify(1),
    showKeys: () => this.#navigation.showKeys(),
  };
  readonly #back = (): void => {
    if (this.#model.trouble?.kind === 'offline') this.#retry();
  };

  /** Goes on where something went wrong. */
  #retry(): void {
    if (this.#model.window.entries.length === 0) void this.reload();
    else void this.#model.again();
  }

  #toggle(entry: Parameters<View['actions']['toggle']>[0]): void {
    this.#change(() => this.#state.toggle(entry.id));
    tell(this, 'select', { entry });
  }

  #change(change: () => void): void {
    change();
    this.requestUpdate();
  }

  #setFilters(change: Partial<Filters>): void {
    const filters = { ...this.wanted, ...change };
    if (tell(this, 'filter', { filters })) this.put(filters);
  }

  get #from(): TakenFrom {
    const { kind, record: id, space, language: locale, wanted: filters } = this;
    // An attribute that was taken away is `null`.
    const record = kind && id ? { kind, id } : undefined;
    return { src: this.src ?? SRC, space: space ?? undefined, record, filters, locale };
  }
}
