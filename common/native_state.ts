import type { NativeRecordName } from './native.js';

/** A comment as it was (N3.2). */
export interface NativeComment {
  readonly id: string;
  readonly createdSeq: number;
  readonly updatedSeq: number;
  readonly comment: Readonly<Record<string, unknown>>;
}

/** A record as its entries up to `seq` say it was (N3.2). */
export interface NativeState {
  readonly record: NativeRecordName;
  readonly seq: number;
  readonly at: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly comments: readonly NativeComment[];
}

/** A net change between two moments. */
export type NativeNetChange =
  | { readonly field: string; readonly key?: string; readonly before: unknown; readonly after: unknown }
  | { readonly field: string; readonly verb: 'added' | 'removed'; readonly items: readonly unknown[] };

/** What became of a record between two moments (N3.2). */
export interface NativeDiff {
  readonly from: number;
  readonly to: number;
  readonly entries: number;
  readonly changes: readonly NativeNetChange[];
  readonly comments: {
    readonly created: readonly string[];
    readonly updated: readonly string[];
    readonly deleted: readonly string[];
  };
}
