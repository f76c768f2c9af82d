/** Stable reasons of an error; clients branch on these (N1.3, N17). */
export type NativeErrorCode =
  | 'INVALID_REQUEST'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'RECORD_NOT_FOUND'
  | 'ENTRY_NOT_FOUND'
  | 'SPACE_NOT_FOUND'
  | 'LOG_DISABLED'
  | 'NO_SIGNING_KEY'
  | 'METHOD_NOT_ALLOWED'
  | 'RECORD_EXISTS'
  | 'VERSION_CONFLICT'
  | 'HISTORY_FULL'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'KIND_RESERVED'
  | 'TIME_AHEAD'
  | 'TOO_MANY_FEEDS'
  | 'FEED_BLOCKED'
  | 'RANGE_TOO_LARGE'
  | 'RATE_LIMITED'
  | 'TOO_MANY_STREAMS'
  | 'INTERNAL_ERROR'
  | 'STORE_UNAVAILABLE'
  | 'STREAMS_EXHAUSTED';

/** What is wrong with one part of a request: it names a parameter, a header or a place in the body. */
export interface NativeFault {
  /** Name of the parameter, or of the header, that it is about. */
  readonly parameter?: string;
  readonly header?: string;
  /** JSON pointer (RFC 6901); empty: the body as a whole. */
  readonly pointer?: string;
  readonly detail: string;
}

/** Every error: `application/problem+json` (RFC 9457, N1.3). */
export interface NativeProblem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: NativeErrorCode;
  readonly requestId: string;
  /** All faults at once; of a refusal by what is recorded, the place that it is about. */
  readonly errors?: readonly NativeFault[];
  /** Of `RANGE_TOO_LARGE`: the latest `to` that would do, an instant, where there is one to be told. */
  readonly fits?: string;
}

/** Which record an entry belongs to. */
export interface NativeRecordName {
  readonly space: string;
  readonly kind: string;
  readonly id: string;
  readonly owner: string;
}

/** Who did something, as they were at that time. */
export interface NativeActor {
  readonly kind: 'user' | 'key' | 'system' | 'anonymous';
  readonly username?: string;
  readonly fullName?: string;
  readonly email?: string;
  readonly profileUid?: string;
  readonly picture?: string;
  readonly erased?: true;
}

/** What happened, by the entry's `type`; an erased value reads `{ "erased": true }` (N2). */
export type NativeChange = Readonly<Record<string, unknown>>;

/** One entry (N2). Accept unknown members and unknown values of `type`. */
export interface NativeEntry {
  /** Where it stands in the log of its space; in answers of the log, and with `include=proof`. */
  readonly position?: number;
  readonly seq: number;
  readonly id: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly record: NativeRecordName;
  readonly actor: NativeActor;
  readonly type: string;
  readonly change: NativeChange;
  readonly context?: Readonly<Record<string, unknown>>;
  /** Names of the parts that are erased. */
  readonly erased?: readonly string[];
  /** A sentence in the language of the answer. Plain text: escape it before showing it. */
  readonly text?: string;
  readonly ago?: string;
  /** Hash of the leaf, base64url; with `include=proof`, as `proof`; both absent where nothing proves the entry. */
  readonly hash?: string;
  readonly proof?: NativeSeal;
  /** Of an export with proofs: hashes that lead from it to the export's checkpoint, base64, lowest first (N10.4). */
  readonly path?: readonly string[];
}

/** What an entry's hash is made from (N10.1). */
export interface NativeSeal {
  /** Canonical JSON: its SHA-256 behind a zero byte is the hash. */
  readonly leaf: string;
  /** What the salts of all parts are made from, base64url; absent when a part is erased. */
  readonly salt?: string;
  /** After an erasure: salts of the parts that remain, digests of those that are gone, by name. */
  readonly salts?: Readonly<Record<string, string>>;
  readonly digests?: Readonly<Record<string, string>>;
  /** Of the commit that this entry ends. */
  readonly signature?: string;
}

/** A page of one record's entries (N3.1). */
export interface NativeEntryPage {
  readonly entries: readonly NativeEntry[];
  readonly page: {
    /** Newest `seq` when the page was read. */
    readonly head: number;
    readonly first?: number;
    readonly last?: number;
    /** How many entries match; absent where that would need a scan. */
    readonly total?: number;
    /** False: the page ended early, and more may match behind `next`. */
    readonly complete: boolean;
    /** Query-only reference; absent at the end. */
    readonly next?: string;
    /** Query-only reference to what arrived since. */
    readonly newer: string;
  };
}

/** A record at a glance (N3.2). */
export interface NativeRecord {
  readonly record: NativeRecordName;
  readonly number: number;
  readonly head: number;
  readonly createdAt: string;
  readonly lastAt: string;
  readonly deleted: boolean;
  /** Whether nothing of it may be erased. */
  readonly onHold: boolean;
  /** Entries per facet. */
  readonly counts: Readonly<Record<string, number>>;
  readonly integrity: {
    /** Up to this `seq` entries are sealed. */
    readonly sealed: number;
    /** Values of its entries that are erased. */
    readonly erasedParts: number;
    readonly hash?: string;
    readonly signature?: string;
  };
}
