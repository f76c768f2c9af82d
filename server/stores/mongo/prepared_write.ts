import { BSON } from 'mongodb';
import type { Filter, UpdateFilter } from 'mongodb';
import { ActivityError } from '../../domain/errors.js';
import type { RecordWrite } from '../../domain/record.js';
import { headFields, historyId, outboxItem, recordKey } from './codec.js';
import type { HeadFields, OutboxItem, RecordDocument, StagedWrite } from './collections.js';
import { tooLarge } from './mongo_errors.js';

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
  readonly item: OutboxItem | undefined;
  readonly bytes: number;
}

/**
 * Turns a write into what will be stored.
 * @throws PAYLOAD_TOO_LARGE when it cannot fit into the record's document
 */
export function prepared(write: RecordWrite): PreparedWrite {
  switch (write.type) {
    case 'save':
      return preparedSave(write);
    case 'erase':
      return preparedErase(write);
  }
}

function preparedSave({ expected, head, activities, attachments }: Save): PreparedWrite {
  checkContinuity({ expected, head, activities });
  const key = recordKey(head.subject);
  const fields = headFields(head);
  const item = outboxItem(head, activities, attachments);
  const bytes = item === undefined ? 0 : BSON.calculateObjectSize(item);
  if (bytes + BSON.calculateObjectSize(fields) > MAX_WRITE_BYTES) throw tooLarge();
  const [first] = activities;
  return {
    key,
    expected,
    seqBefore: head.seq - activities.length,
    firstEntry: first === undefined ? undefined : { seq: first.seq, id: first.id },
    save: { h: historyId(head.subject, head.number), fields, item, bytes },
  };
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
  const { fields, item, bytes } = save;
  if (item === undefined) return { $set: { ...fields, commit } };
  return {
    $set: { ...fields, commit },
    $push: { pending: item },
    $inc: { pendingBytes: bytes },
    $min: { open: new Date() },
  };
}

/** Marks the record as erased: from then on nobody sees it. */
export function marking(commit: string): UpdateFilter<RecordDocument> {
  return { $set: { erased: true, commit }, $min: { open: new Date() } };
}

/** The document of a record that starts with this write. */
export function inserting(key: string, save: PreparedSave, commit: string): RecordDocument {
  const { h, fields, item, bytes } = save;
  const outbox = item === undefined ? {} : { pending: [item], pendingBytes: bytes, open: new Date() };
  return { _id: key, h, ...fields, commit, ...outbox };
}

/** The write as it lies beside its record until its commit is decided. */
export function stagedWrite({ save }: PreparedWrite, commit: string): StagedWrite {
  if (save === undefined) return { commit };
  const { fields, item, bytes } = save;
  return { commit, save: item === undefined ? { fields, bytes } : { fields, bytes, item } };
}
