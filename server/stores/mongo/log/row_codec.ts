import type { UpdateFilter } from 'mongodb';
import { exactJson } from '../../../domain/exact_json.js';
import { placeNumber } from '../../../domain/log/log_row.js';
import type { LoggedEntry, LogRow } from '../../../domain/log/space_log.js';
import { facetKey, historyId } from '../codec.js';
import type { EntryFields, LogRowDocument, NewRowDocument } from './documents.js';

/** What of a row goes when its record is erased. */
export const GONE_UPDATE: UpdateFilter<LogRowDocument> = {
  $set: { gone: true },
  $unset: { ...{ h: '', q: '', n: '', k: '', r: '' }, ...{ o: '', f: '', g: '', t: '', d: '', a: '' } },
};

/** The document of a row without its position; `rowOfDocument` is the way back. */
export function newRowDocument({ hash, entry }: Omit<LogRow, 'position'>): NewRowDocument {
  const y = Buffer.from(hash, 'base64url');
  return entry === undefined ? { y, gone: true } : { y, ...entryFields(entry) };
}

/** The row that `newRowDocument` was given, at its position. */
export function rowOfDocument(document: LogRowDocument): LogRow {
  const { p: position, y } = document;
  const hash = Buffer.from(y).toString('base64url');
  return isEntry(document) ? { position, hash, entry: entryOf(document) } : { position, hash };
}

function entryFields(entry: LoggedEntry): EntryFields {
  const { subject, number, seq, owner, facet, at, actorKind, actorKey } = entry;
  const f = facetKey(facet);
  return {
    ...{ h: historyId(subject, number), q: seq, n: placeNumber(entry), k: subject.kind, r: subject.id },
    ...{ o: owner, f, ...(f !== facet && { g: exactJson(facet) }), t: at, d: actorKind },
    ...(actorKey !== undefined && { a: actorKey }),
  };
}

function entryOf({ s, q, n, k, r, o, f, g, t, d, a }: LogRowDocument & EntryFields): LoggedEntry {
  return {
    ...{ subject: { space: s, kind: k, id: r }, number: Math.floor(n / 2 ** 20), seq: q, owner: o, at: t },
    ...{ facet: g === undefined ? f : (JSON.parse(g) as string), actorKind: d },
    ...(a !== undefined && { actorKey: a }),
  };
}

function isEntry(document: LogRowDocument): document is LogRowDocument & EntryFields {
  return document.gone !== true;
}
