import type { Collection, CreateCollectionOptions, Db, IndexDescription } from 'mongodb';

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
  /** `{ actor, change }` as JSON text. */
  readonly body: string;
}

/** One attachment as a commit left it; without `state` it was removed. */
export interface AttachmentDocument {
  readonly id: string;
  readonly revision: number;
  readonly createdSeq: number;
  readonly state?: string;
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
  readonly save?: { readonly fields: HeadFields; readonly item?: OutboxItem; readonly bytes: number };
}

/** A record: its head, its outbox and what is going on with it. `revision` 0: staged, does not exist yet. */
export interface RecordDocument extends Partial<HeadFields> {
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

/** The store's collections. */
export interface Collections {
  readonly records: Collection<RecordDocument>;
  readonly activities: Collection<EntryDocument & { readonly h: string }>;
  /** `rev`: the record's revision that wrote it, so that a late write never replaces a newer one. */
  readonly attachments: Collection<AttachmentDocument & { readonly h: string; readonly rev: number }>;
  readonly counters: Collection<{ readonly _id: string; readonly value: number }>;
  readonly commits: Collection<CommitDocument>;
}

/** The counter of record numbers. */
export const RECORD_COUNTER = 'record';

type Name = keyof Collections;

const NAMES: readonly Name[] = ['records', 'activities', 'attachments', 'counters', 'commits'];

const INDEXES: Readonly<Partial<Record<Name, readonly IndexDescription[]>>> = {
  records: [{ name: 'open', key: { open: 1 }, sparse: true }],
  activities: [
    { name: 'seq', key: { h: 1, seq: 1 }, unique: true },
    // Not unique: then a duplicate key in this collection always means `seq`, also on engines that do not say.
    { name: 'facet', key: { h: 1, facet: 1, ordinal: 1, seq: 1 } },
  ],
  attachments: [{ name: 'id', key: { h: 1, id: 1 }, unique: true }],
  commits: [{ name: 'done', key: { doneAt: 1 }, expireAfterSeconds: 3600 }],
};

const NUMBER = { bsonType: ['int', 'long', 'double'] };
const STRING = { bsonType: 'string' };
const DATE = { bsonType: 'date' };

const SCHEMAS: Readonly<Partial<Record<Name, Readonly<Record<string, object>>>>> = {
  records: { h: STRING, revision: NUMBER },
  activities: {
    h: STRING,
    seq: NUMBER,
    facet: STRING,
    ordinal: NUMBER,
    id: STRING,
    owner: STRING,
    at: DATE,
    body: STRING,
  },
  attachments: { h: STRING, id: STRING, rev: NUMBER, revision: NUMBER, createdSeq: NUMBER },
  commits: { state: { enum: ['pending', 'committed', 'aborted'] }, at: DATE },
};

/** The collections of a database under their names with the prefix. Nothing is created. */
export function collectionsOf(db: Db, prefix: string): Collections {
  return {
    records: db.collection(`${prefix}records`),
    activities: db.collection(`${prefix}activities`),
    attachments: db.collection(`${prefix}attachments`),
    counters: db.collection(`${prefix}counters`),
    commits: db.collection(`${prefix}commits`),
  };
}

/**
 * Creates what is missing; may run in several processes at once. A collection that is there keeps its
 * validation. Rejects with the server's error when an index of that name or key is there and differs.
 */
export async function createCollections(
  db: Db,
  prefix: string,
  call: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<void> {
  const listed = await call(() => db.listCollections({}, { nameOnly: true }).toArray());
  const existing = new Set(listed.map(({ name }) => name));
  for (const name of NAMES) {
    if (!existing.has(prefix + name)) {
      await call(() => db.createCollection(prefix + name, validation(name))).catch((error: unknown) => {
        if (!isNamespaceExists(error)) throw error;
      });
    }
    const indexes = INDEXES[name];
    if (indexes !== undefined) await call(() => db.collection(prefix + name).createIndexes([...indexes]));
  }
}

function validation(name: Name): CreateCollectionOptions {
  const properties = SCHEMAS[name];
  if (properties === undefined) return {};
  return {
    validator: { $jsonSchema: { bsonType: 'object', required: Object.keys(properties), properties } },
  };
}

/** Another process created the collection at the same moment. */
function isNamespaceExists(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 48;
}
