import type { Listing } from '../../domain/listing.js';
import type { RecentKey } from '../../domain/record.js';
import type { Chain } from '../../domain/seal.js';

/** Entries per facet in a head. `f`: as in the index; `t`: the facet as JSON text where `f` is a digest. */
export interface FacetCount {
  readonly f: string;
  readonly n: number;
  readonly t?: string;
}

/** A head inside its document. Values of the host are JSON text, what the store works with are fields. */
export interface HeadFields {
  readonly revision: number;
  readonly number: number;
  readonly owner: string;
  readonly seq: number;
  readonly counts: readonly FacetCount[];
  readonly lastAt: Date;
  readonly deleted: boolean;
  readonly state: string;
  readonly chain?: Chain;
  readonly erasedParts?: number;
  readonly feeds?: readonly { readonly id: string; readonly position: number }[];
  readonly recentKeys?: readonly RecentKey[];
}

/** What lists know of a record. */
export interface ListFields {
  /** Space, kind and audience. */
  readonly p: string;
  /** Terms, long ones by their digest. */
  readonly t: readonly string[];
  /** Of each rank: 1 where the record has a place in it, else 0. With a range instead secantus reads all of a partition. */
  readonly q: Readonly<Record<string, 0 | 1>>;
  readonly r: Listing['ranks'];
  /** The record's number. */
  readonly n: number;
}

/** One entry; in its collection it also has `h`, the history it belongs to. */
export interface EntryDocument {
  readonly seq: number;
  readonly facet: string;
  /** 1, 2, 3 ... within the facet, so that a page of one facet is a range too. */
  readonly ordinal: number;
  readonly id: string;
  readonly owner: string;
  readonly at: Date;
  /** `{ actor, change, context }` as JSON text. */
  readonly body: string;
  /** Its seal: salt, hash and signature as bytes; entries of before have none. */
  readonly x?: Uint8Array;
  readonly y?: Uint8Array;
  readonly z?: Uint8Array;
  /** After an erasure: `{ salts, digests }` as JSON text. */
  readonly e?: string;
}

/** One attachment as a commit left it; without `state` it was removed. */
export interface AttachmentDocument {
  readonly id: string;
  readonly revision: number;
  readonly createdSeq: number;
  readonly state?: string;
  /** The keys by which its record is found, by their digests, and the record's id; without them in those of before. */
  readonly k?: readonly string[];
  readonly r?: string;
}

/** What one commit still has to move out of its record's document. `rev`: the record's revision after it. */
export interface OutboxItem {
  readonly rev: number;
  readonly entries: readonly EntryDocument[];
  readonly attachments: readonly AttachmentDocument[];
}

/** A record's part of a commit of several records, until that is decided. */
export interface StagedWrite {
  readonly commit: string;
  /** Absent: the record is to be erased. */
  readonly save?: {
    readonly fields: HeadFields;
    readonly list?: ListFields;
    readonly due?: string;
    readonly item?: OutboxItem;
    readonly bytes: number;
  };
}

/** How far a record's entries stand in the log of its space. */
export interface LogMarks {
  /** The record's own key while it has entries without position: only then it is there, and in the sparse index. */
  readonly due?: string;
  /** All entries up to this `seq` have positions. */
  readonly logged?: number;
}

/** A record: its head, its outbox and what is going on with it. `revision` 0: staged, does not exist yet. */
export interface RecordDocument extends Partial<HeadFields>, LogMarks {
  readonly _id: string;
  readonly h: string;
  readonly revision: number;
  /** Id of the commit that wrote it last: tells a writer whose connection broke whether it got through. */
  readonly commit?: string;
  readonly pending?: readonly OutboxItem[];
  /** At least the size of `pending`; exact again as soon as that is empty. */
  readonly pendingBytes?: number;
  /** Since when something is to be tidied up: only then it is there, and in the sparse index. */
  readonly open?: Date;
  readonly staged?: StagedWrite;
  readonly erased?: true;
  /** Absent: it is on no list. */
  readonly list?: ListFields;
  /** What seals of entries without one are made from while the record is being adopted. */
  readonly adoption?: Uint8Array;
}

/** The one atomic point of a commit of several records. */
export interface CommitDocument {
  readonly _id: string;
  readonly state: 'pending' | 'committed' | 'aborted';
  readonly at: Date;
  readonly records: readonly string[];
  /** When no record refers to it any more; the server removes it an hour later. */
  readonly doneAt?: Date;
}

/** Requests of one sender per window length: `i`: index of the window, `n`: requests in it. */
export interface CountsDocument {
  readonly _id: string;
  readonly w: Readonly<Record<string, { readonly i: number; readonly n: number }>>;
  /** Whether the last request was refused. */
  readonly full: boolean;
  /** When the longest window is over; the server removes it a minute or so later. */
  readonly until: Date;
}
