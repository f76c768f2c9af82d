import type { KibanaCase } from './kibana.js';

/** `GET /api/cases/{case_id}/resolve` (K15.5). */
export interface KibanaResolvedCase {
  readonly outcome: 'exactMatch';
  readonly case: KibanaCase;
}

/** `GET /api/cases/_find` (K15.5). */
export interface KibanaCasePage extends KibanaStatusCounts {
  readonly cases: readonly KibanaCase[];
  /** From 1. */
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
}

/** How many cases there are by status: of a page with all of its filters but `status` and `search`. */
export interface KibanaStatusCounts {
  readonly count_open_cases: number;
  readonly count_in_progress_cases: number;
  readonly count_closed_cases: number;
}
