import { BSON } from 'mongodb';
import type { Filter, UpdateFilter } from 'mongodb';
import { ActivityError } from '../../../domain/errors.js';
import type { Listing } from '../../../domain/listing.js';
import type { RecordHead, RecordWrite } from '../../../domain/record.js';
import { headFields, historyId, outboxItem, recordKey } from '../codec.js';
import { listFields } from '../lists/list_fields.js';
import type { HeadFields, ListFields, OutboxItem, RecordDocument, StagedWrite } from '../documents.js';
import { tooLarge } from '../connection/mongo_errors.js';

/** A write that finds the record's outbox above this moves it out first: a document stays cheap to update. */
const MAX_PENDING_BYTES = 256 * 1024;
/** Of the 16 MiB of a document, what one write may take; the rest is for the outbox and the field names. */
const MAX_WRITE_BYTES = 15 * 2 ** 20;

type Save = Extract<RecordWrite, { type: 'save' }>;
type Erase = Extract<RecordWrite, { type: 'erase' }>;

/** A write as it will stand in the record's document. */
export interface PreparedWrite {
  readonly key: string;
  readonly expected: number;
  /** `seq` the record must have; `undefined`: whatever it has. */
  readonly seqBefore: number | undefined;
  readonly firstEntry: { readonly seq: number; readonly id: string } | undefined;
  /** `undefined`: the record is to be erased. */
  readonly save: PreparedSave | undefined;
}

/** What the record will be, and what goes through its outbox. */
export interface PreparedSave {
  readonly h: string;
  readonly fields: HeadFields;
  readonly list?: ListFields;
  /** Its entries are to get positions in the log. */
  readonly due?: string;
  readonly item: OutboxItem | undefined;
  readonly bytes: number;
}

/**
 * Turns a write into what will be stored. @param log whether its entries are to get positions
 * @throws PAYLOAD_TOO_LARGE when it cannot fit into the record's document
 */
export function prepared(write: RecordWrite, log: boolean): PreparedWrite {
  switch (write.type) {
    case 'save':
      return preparedSave(write, log);
    case 'erase':
      return preparedErase(write);
  }
}

function preparedSave(
  { expected, head, activities, attachments, listing }: Save,
  log: boolean,
): PreparedWrite {
  checkContinuity({ expected, head, activities });
  const key = recordKey(head.subject);
  const fields = headFields(head);
  const item = outboxItem(head, activities, attachments);
  const bytes = sizeOfSave(fields, item);
  const [first] = activities;
  return {
    key,
    expected,
    seqBefore: head.seq - activities.length,
    firstEntry: first === undefined ? undefined : { seq: first.seq, id: first.id },
    save: {
      ...{ h: historyId(head.subject, head.number), fields, item, bytes, ...listed(head, listing) },
      // What is not sealed waits until it is adopted.
      ...(log && activities.length > 0 && head.chain?.seq === head.seq && { due: key }),
    },
  };
}

/** Bytes of what goes through the outbox. @throws PAYLOAD_TOO_LARGE when both do not fit into a document */
export function sizeOfSave(fields: HeadFields, item: OutboxItem | undefined): number {
  const bytes = item === undefined ? 0 : BSON.calculateObjectSize(item);
  if (bytes + BSON.calculateObjectSize(fields) > MAX_WRITE_BYTES) throw tooLarge();
  return bytes;
}

/** As a member of what is saved: absent where there is no listing. */
export function listed(head: RecordHead, listing: Listing | undefined): Pick<PreparedSave, 'list'> {
  return listing === undefined ? {} : { list: listFields(head, listing) };
}

/** A bug above the store must not become a history with a gap: what can be seen without the record is refused. */
function checkContinuity({ expected, head, activities }: Omit<Save, 'type' | 'attachments'>): void {
  const first = head.seq - activities.length + 1;
  const counted = Object.values(head.counts).reduce((sum, n) => sum + n, 0);
  const sound =
    head.revision === expected + 1 &&
    counted === head.seq &&
    first >= 1 &&
    (expected > 0 || first === 1) &&
    [head.lastAt, ...activities.map(({ at }) => at)].every((time) => !Number.isNaN(time.getTime())) &&
    activities.every(
      ({ seq, subject }, i) => seq === first + i && recordKey(subject) === recordKey(head.subject),
    );
  if (!sound) throw new ActivityError('INTERNAL_ERROR', 'The write does not continue the history.');
}

function preparedErase({ expected, subject }: Erase): PreparedWrite {
  return { key: recordKey(subject), expected, seqBefore: undefined, firstEntry: undefined, save: undefined };
}

/** Matches the record in the state that the writer read, with room in its outbox. */
export function condition({ key, expected, seqBefore, save }: PreparedWrite): Filter<RecordDocument> {
  return {
    _id: key,
    revision: expected,
    ...(seqBefore === undefined ? {} : { seq: seqBefore }),
    ...(save === undefined ? {} : { h: save.h, pendingBytes: { $not: { $gt: MAX_PENDING_BYTES } } }),
    staged: { $exists: false },
    erased: { $exists: false },
  };
}

/** Makes the write the record. */
export function saving(save: PreparedSave, commit: string): UpdateFilter<RecordDocument> {
  const { item, bytes } = save;
  const becoming = fieldsOf(save, commit);
  if (item === undefined) return becoming;
  return {
    ...becoming,
    $push: { pending: item },
    $inc: { pendingBytes: bytes },
    $min: { open: new Date() },
  };
}

/** What a save makes of the record's own fields. */
export function fieldsOf(
  { fields, list, due }: Pick<PreparedSave, 'fields' | 'list' | 'due'>,
  commit: string,
): {
  readonly $set: Partial<RecordDocument>;
  readonly $unset?: { readonly list: '' };
} {
  const $set = { ...fields, commit, ...(due !== undefined && { due }) };
  return list === undefined ? { $set, $unset: { list: '' } } : { $set: { ...$set, list } };
}

/** Marks the record as erased: from then on nobody sees it. */
export function marking(commit: string): UpdateFilter<RecordDocument> {
  return { $set: { erased: true, commit }, $unset: { list: '', due: '' }, $min: { open: new Date() } };
}

/** The document of a record that starts with this write. */
export function inserting(key: string, save: PreparedSave, commit: string): RecordDocument {
  const { h, fields, list, due, item, bytes } = save;
  const outbox = item === undefined ? {} : { pending: [item], pendingBytes: bytes, open: new Date() };
  const marks = { ...(list !== undefined && { list }), ...(due !== undefined && { due }) };
  return { _id: key, h, ...fields, ...marks, commit, ...outbox };
}

/** The write as it lies beside its record until its commit is decided. */
export function stagedWrite({ save }: PreparedWrite, commit: string): StagedWrite {
  if (save === undefined) return { commit };
  const { fields, list, due, item, bytes } = save;
  const marks = { ...(list !== undefined && { list }), ...(due !== undefined && { due }) };
  return { commit, save: { fields, bytes, ...marks, ...(item !== undefined && { item }) } };
}
