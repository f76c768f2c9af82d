// The types of the package's `./timeline`, without those of the libraries that are bundled in it (N13).

/** An entry as the API answers it (N2); further members may come. */
export interface TimelineEntry {
  readonly seq: number;
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly type: string;
  readonly change: Readonly<Record<string, unknown>>;
}

/** What the element tells by its events, each named `case-activity-…`; they bubble and leave shadow roots. */
export interface CaseActivityTimelineEventMap {
  'case-activity-load': CustomEvent<{ readonly entries: readonly TimelineEntry[]; readonly page: object }>;
  'case-activity-select': CustomEvent<{ readonly entry: TimelineEntry }>;
  'case-activity-live': CustomEvent<{ readonly state: 'connecting' | 'open' | 'retrying' | 'closed' }>;
  'case-activity-error': CustomEvent<{ readonly problem: object }>;
  /** Cancelable: the filter then stays as it was. */
  'case-activity-filter': CustomEvent<{ readonly filters: object }>;
}

/** `<case-activity-timeline>`; its attributes are these properties in kebab-case, lists blank-separated. */
export interface CaseActivityTimeline extends HTMLElement {
  /** Base of the API; default `/api/activity/v1`. */
  src: string | undefined;
  kind: string | undefined;
  record: string | undefined;
  space: string | undefined;
  locale: string | undefined;
  timeZone: string | undefined;
  order: 'asc' | 'desc';
  pageSize: number | undefined;
  types: readonly string[];
  fields: readonly string[];
  actors: readonly string[];
  kinds: readonly string[];
  owners: readonly string[];
  from: string;
  to: string;
  q: string;
  live: boolean;
  filters: boolean;
  exports: boolean;
  diff: boolean;
  theme: 'auto' | 'light' | 'dark';
  /** `seq` of the entry to go to. */
  seq: number | undefined;
  /** What is sent as `Authorization`: `Basic …` or `Bearer …` as it is, a bare token as a bearer's. Asked again after a 401. */
  getToken: (() => string | undefined | Promise<string | undefined>) | undefined;
  fetch: typeof globalThis.fetch | undefined;
  /** Reads it anew, from its beginning. */
  reload(): Promise<void>;
  /** Brings the entry of a record into view and marks it. */
  showSeq(seq: number): Promise<void>;
}

export declare const CaseActivityTimeline: {
  new (): CaseActivityTimeline;
  readonly prototype: CaseActivityTimeline;
};

declare global {
  interface HTMLElementTagNameMap {
    'case-activity-timeline': CaseActivityTimeline;
  }
  // Every event is dispatched as one of the document's elements.
  interface HTMLElementEventMap {
    'case-activity-load': CaseActivityTimelineEventMap['case-activity-load'];
    'case-activity-select': CaseActivityTimelineEventMap['case-activity-select'];
    'case-activity-live': CaseActivityTimelineEventMap['case-activity-live'];
    'case-activity-error': CaseActivityTimelineEventMap['case-activity-error'];
    'case-activity-filter': CaseActivityTimelineEventMap['case-activity-filter'];
  }
}
