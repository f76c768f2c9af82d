import type { NativeEntry } from '../common/native.js';
import type { HistorySource, SourcePage } from './data/history_source.js';
import type { Trouble } from './data/trouble.js';

/** How a history is read. */
export interface Reading {
  readonly source: HistorySource;
  readonly order: 'asc' | 'desc';
  readonly pageSize: number;
  readonly timeZone: string;
  readonly live: boolean;
}

/** Whom the model tells. */
export interface ModelListener {
  readonly changed: () => void;
  readonly loaded: (entries: readonly NativeEntry[], page: SourcePage) => void;
  readonly failed: (trouble: Trouble, error: unknown) => void;
}
