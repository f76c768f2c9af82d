import type { NativeActor, NativeRecordName } from './native.js';

/** First line of an export (N8). Accept unknown members. */
export interface NativeExportStart {
  readonly export: {
    readonly version: 1;
    readonly space: string;
    /** Absent in the export of a space. */
    readonly record?: NativeRecordName;
    /** As they were asked for. */
    readonly filters: Readonly<Record<string, unknown>>;
    /** `seq` of a record, positions of a space: entries from this one up to but without `to`. */
    readonly from: number;
    readonly to: number;
    /** ISO 8601, UTC, milliseconds. */
    readonly at: string;
    readonly by: NativeActor;
    /** Of an export with proofs: the signed note to which the paths of its entries lead (N10.3). */
    readonly checkpoint?: string;
  };
}

/** Last line of an export: without it, it is not whole. */
export interface NativeExportEnd {
  readonly end: {
    readonly entries: number;
    /** Query-only reference to what comes later. */
    readonly next: string;
  };
}
