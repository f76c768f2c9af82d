import type { NativeActor, NativeEntry, NativeProblem, NativeRecordName } from './native.js';

/** A change of a record (N7.1): `before` absent: it is new; `after` absent: it was deleted. */
export interface NativeRecordChange {
  readonly owner: string;
  /** The record before the change, or those of its fields that changed. */
  readonly before?: Readonly<Record<string, unknown>>;
  /** The record after the change, or those of its fields that changed. */
  readonly after?: Readonly<Record<string, unknown>>;
  /** Default: the caller. */
  readonly actor?: Omit<NativeActor, 'erased'>;
  /** RFC 3339; default: now. */
  readonly at?: string;
  readonly context?: {
    readonly source?: 'user' | 'api' | 'rule' | 'agent' | 'workflow' | 'import';
    readonly requestId?: string;
  };
  /** Where the change stands in a sequence of the writer's own (N7.3). */
  readonly feed?: NativeFeedPosition;
}

/** A place in a feed: positions of one record ascend. */
export interface NativeFeedPosition {
  /** 1 to 64 of `A-Za-z0-9._:-`. */
  readonly id: string;
  readonly position: number;
}

/** A change that names its record, as a batch has it. */
export interface NativeNamedChange extends NativeRecordChange {
  readonly record: { readonly kind: string; readonly id: string };
}

/** A change as a line of a file. */
export interface NativeChangeLine extends NativeNamedChange {
  readonly feed: NativeFeedPosition;
}

/** What a change wrote: nothing where it makes no difference. */
export interface NativeRecorded {
  readonly entries: readonly NativeEntry[];
  /** Length of the history behind it. */
  readonly total: number;
}

/** What the changes of a batch wrote, in the order of the request. */
export interface NativeRecordedBatch {
  readonly results: readonly (NativeRecorded & { readonly record: NativeRecordName })[];
}

/** What became of one line (N7.1). */
export type NativeLineResult =
  | { readonly line: number; readonly status: 'recorded'; readonly seq: readonly number[] }
  /** It makes no difference; its feed had come further already. */
  | { readonly line: number; readonly status: 'unchanged' | 'duplicate' }
  | { readonly line: number; readonly status: 'failed'; readonly problem: NativeProblem };
