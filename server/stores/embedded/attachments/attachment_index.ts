import type { Subject } from '../../../domain/activity.js';
import type { AttachmentQuery } from '../../../domain/attachment_keys.js';
import { attachmentKeys } from '../../../domain/attachment_keys.js';
import type { Attachment } from '../../../domain/record.js';
import type { Database } from '../database.js';
import { DIGEST_BYTES, digest, recordKeys } from '../keys.js';
import type { KeyRange } from '../keys.js';

/** Records of one kind in one space. */
type Kind = Pick<Subject, 'space' | 'kind'>;

/** What an attachment's `indexed` key holds: the digests of its keys, as text. */
export function indexedText(attachment: Attachment): string {
  return attachmentKeys(attachment)
    .map((key) => digest(key).toString('base64url'))
    .join(' ');
}

/** The keys of an attachment in the index. @param indexed its `indexed` key @param text what that holds */
export function indexKeys(subject: Subject, indexed: Buffer, text: string | undefined): readonly Buffer[] {
  if (text === undefined) return [];
  // Two attachments of a record may have the same key: each has its own place.
  const self = Buffer.concat([Buffer.from(`${subject.id}\0`), indexed.subarray(-DIGEST_BYTES)]);
  return text
    .split(' ')
    .map((key) => Buffer.concat([prefixOf(subject), Buffer.from(key, 'base64url'), self]));
}

/** Records that have an attachment with the key, by the bytes of their ids: two seeks for each. */
export function recordsWith(db: Database, { space, kind, key: name, limit }: AttachmentQuery): Subject[] {
  const prefix = Buffer.concat([prefixOf({ space, kind }), digest(name)]);
  const found: Subject[] = [];
  for (let { start, end } = rangeOf(prefix); found.length < limit;) {
    const [key] = db.getKeys({ start, end, limit: 1 });
    if (key === undefined) break;
    const id = key.toString('utf8', prefix.length, key.indexOf(0, prefix.length));
    const subject = { space, kind, id };
    // What is still to be cleared of an erased record has no head.
    if (db.doesExist(recordKeys(subject).head)) found.push(subject);
    start = Buffer.concat([prefix, Buffer.from(`${id}\x01`)]);
  }
  return found;
}

function prefixOf({ space, kind }: Kind): Buffer {
  return Buffer.from(`\0k${space}\0${kind}\0`);
}

/** No byte of UTF-8 is 255. */
function rangeOf(prefix: Buffer): KeyRange {
  return { start: prefix, end: Buffer.concat([prefix, Buffer.of(255)]) };
}
