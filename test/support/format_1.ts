import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Document, MongoClient } from 'mongodb';
import type { Activity } from '../../server/domain/activity.js';
import type { Attachment, RecordHead } from '../../server/domain/record.js';
import { driver } from '../mongo/drivers.js';

const FOLDER = fileURLToPath(new URL('../fixtures/format_1/', import.meta.url));

/** A record as the release that wrote it answered it. */
export interface FormerRecord {
  readonly head: RecordHead;
  readonly attachments: readonly Attachment[];
  readonly entries: readonly Activity[];
}

/** Unpacks the embedded store into a folder, which is made. */
export async function unpackEmbedded(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await writeFile(join(path, 'data.mdb'), await unpacked('embedded_data.mdb.gz'), { mode: 0o600 });
}

/** Puts the documents into a database. */
export async function insertDocuments(client: MongoClient, database: string): Promise<void> {
  const text = (await unpacked('mongodb_documents.ndjson.gz')).toString();
  // A driver takes ids of its own making only.
  const { EJSON } = driver.BSON;
  const documents = lines(text).map((line) => EJSON.parse(line) as { in: string; doc: Document });
  for (const name of new Set(documents.map((one) => one.in))) {
    const docs = documents.filter((one) => one.in === name).map(({ doc }) => doc);
    await client.db(database).collection(name).insertMany(docs);
  }
}

/** What the store of that kind answered. */
export async function formerRecords(kind: 'embedded' | 'mongodb'): Promise<readonly FormerRecord[]> {
  const text = (await unpacked(`${kind}_records.ndjson.gz`)).toString();
  return lines(text).map((line) => {
    const { head, attachments, entries } = JSON.parse(line) as FormerRecord;
    return {
      head: { ...head, lastAt: new Date(head.lastAt) },
      attachments,
      entries: entries.map((entry) => ({ ...entry, subject: head.subject, at: new Date(entry.at) })),
    };
  });
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

async function unpacked(name: string): Promise<Buffer> {
  return promisify(gunzip)(await readFile(join(FOLDER, name)));
}
