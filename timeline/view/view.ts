import type { NativeEntry } from '../../common/native.js';
import type { Filters } from '../filters.js';
import type { Labels } from '../labels/labels.js';
import type { Row } from '../list/rows.js';
import type { TimelineModel } from '../timeline_model.js';
import type { Times } from '../times.js';

/** What a reader can do. */
export interface Actions {
  readonly setFilters: (change: Partial<Filters>) => void;
  readonly setOrder: (order: 'asc' | 'desc') => void;
  /** Opens or closes the details of an entry. */
  readonly toggle: (entry: NativeEntry) => void;
  /** Shows all lines of a text, or the first ones again. */
  readonly toggleLines: (id: string) => void;
  readonly toggleRun: (row: Row) => void;
  readonly togglePanel: () => void;
  readonly retry: () => void;
  readonly more: () => void;
  readonly showArrived: () => void;
  readonly exportAs: (format: 'csv' | 'ndjson') => void;
  readonly print: () => void;
  readonly showKeys: () => void;
  readonly verify: () => void;
}

/** All that a part of the timeline is drawn from. */
export interface View {
  readonly model: TimelineModel;
  readonly labels: Labels;
  readonly times: Times;
  readonly now: number;
  readonly actions: Actions;
  readonly shows: { readonly filters: boolean; readonly exports: boolean; readonly diff: boolean };
  readonly isLive: boolean;
  /** Ids of entries whose details are open, and of texts that are shown whole. */
  readonly open: ReadonlySet<string>;
  readonly isPanelOpen: boolean;
  readonly isExporting: boolean;
  /** By which one verifies the record oneself. */
  readonly command: string;
  /** `seq` of the entry that the address names. */
  readonly marked: number | undefined;
}
