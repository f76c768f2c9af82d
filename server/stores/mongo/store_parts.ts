import { Committer } from './commit/committer.js';
import { Eraser } from './commit/eraser.js';
import { GroupCommit } from './commit/group_commit.js';
import { RecordWriter } from './commit/record_writer.js';
import { Recovery } from './commit/recovery.js';
import { RecordRedaction } from './commit/redaction.js';
import { Settlement } from './commit/settlement.js';
import { RecordLists } from './lists/record_lists.js';
import { mongoLog } from './log/log_parts.js';
import type { MongoLog } from './log/mongo_log.js';
import { Adoption } from './move/adoption.js';
import { Restoration } from './move/restoration.js';
import { SubjectList } from './move/subject_list.js';
import { Outbox } from './outbox/outbox.js';
import { AttachedRecords } from './read/attached_records.js';
import { AttachmentReader } from './read/attachment_reader.js';
import { Reader } from './read/reader.js';
import { RecordHeads } from './read/record_heads.js';
import { RecordCounter } from './record_counter.js';
import { SharedCounts } from './shared_counts.js';
import { MongoRegistry } from './registry.js';
import type { Workbench } from './workbench.js';

/** What the store's methods are made of. */
export interface StoreParts {
  readonly outbox: Outbox;
  readonly recovery: Recovery;
  readonly reader: Reader;
  readonly committer: Committer;
  readonly counter: RecordCounter;
  readonly subjects: SubjectList;
  readonly restoration: Restoration;
  readonly adoption: Adoption;
  readonly lists: RecordLists;
  readonly heads: RecordHeads;
  readonly attachments: AttachmentReader;
  readonly attached: AttachedRecords;
  readonly redaction: RecordRedaction;
  readonly log: MongoLog;
  readonly registry: MongoRegistry;
  readonly counts: SharedCounts;
}

/** Puts the parts together: whoever writes knows who ends what was left unfinished, and the other way round. */
export function storeParts(bench: Workbench): StoreParts {
  const outbox = new Outbox(bench, () => {
    recovery.leftOver();
  });
  const settlement = new Settlement(bench, outbox);
  const eraser = new Eraser(bench, outbox);
  const recovery: Recovery = new Recovery(bench, { outbox, eraser, settlement });
  const writer = new RecordWriter(bench, { outbox, eraser, settlement, recovery });
  const reader = new Reader(bench, { settlement, recovery });
  const groups = new GroupCommit(bench, { writer, settlement, eraser, recovery });
  const log = mongoLog(bench, reader);
  const heads = new RecordHeads(bench, reader);
  const counter = new RecordCounter(bench);
  return {
    outbox,
    recovery,
    reader,
    committer: new Committer(bench, { outbox, writer, groups, log }),
    counter,
    subjects: new SubjectList(bench, reader),
    restoration: new Restoration(bench, { writer, settlement, eraser, counter }),
    adoption: new Adoption(bench, recovery),
    lists: new RecordLists(bench, heads),
    heads,
    attachments: new AttachmentReader(bench, reader),
    attached: new AttachedRecords(bench),
    redaction: new RecordRedaction(bench, { writer, recovery }),
    log,
    registry: new MongoRegistry(bench),
    counts: new SharedCounts(bench),
  };
}
