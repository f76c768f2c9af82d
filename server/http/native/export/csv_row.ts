import type { Change } from '../../../domain/activity.js';
import type { Json } from '../../../domain/json.js';
import type { ExportedEntry } from '../../../services/export/export_source.js';
import type { Language } from '../../prose/language.js';
import { sentenceOf } from '../../prose/sentence.js';
import { ShownParts } from '../answer/part_presenter.js';

/** The columns, always all of them in this order (N8). */
export const COLUMNS = [
  ...(['position', 'space', 'kind', 'record', 'owner', 'seq', 'id', 'at'] as const),
  ...(['actorKind', 'actor', 'actorName', 'type', 'field', 'key', 'verb'] as const),
  ...(['before', 'after', 'text', 'hash'] as const),
];

/** A text, a number, or nothing. */
export type Cell = string | number | undefined;

/** What a change has in the columns from `field` to `after`. */
interface ChangeCells {
  readonly field?: string | undefined;
  readonly key?: string | undefined;
  readonly verb?: string | undefined;
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
}

/** The cells of an entry, in the order of `COLUMNS`. */
export function csvRow({ entry, position }: ExportedEntry, language: Language): readonly Cell[] {
  const { subject, owner, seq, id, at, actor, change, seal } = entry;
  const { field, key, verb, before, after } = changeCells(change, new ShownParts(entry));
  return [
    ...[position, subject.space, subject.kind, subject.id, owner, seq, id, at.toISOString()],
    ...[actor.kind, actor.username, actor.fullName, change.type, field, key, verb],
    ...[cellOf(before), cellOf(after), sentenceOf(change, language), seal?.hash],
  ];
}

function changeCells(change: Change, parts: ShownParts): ChangeCells {
  switch (change.type) {
    case 'created':
      return { after: parts.snapshot(change.snapshot) };
    case 'field': {
      const { field, key, before, after } = change;
      return { field, key, before: parts.show('before', before), after: parts.show('after', after) };
    }
    case 'items': {
      const { field, verb } = change;
      const items = parts.show('items', change.items);
      return { field, verb, ...(verb === 'added' ? { after: items } : { before: items }) };
    }
    case 'comment': {
      const { verb, commentId: key, comment, before } = change;
      const [body, old] = [parts.show('comment', comment), before && parts.show('before', before)];
      return { key, verb, ...(verb === 'deleted' ? { before: body } : { before: old, after: body }) };
    }
    case 'pushed':
      return { after: parts.show('externalService', change.externalService) };
    case 'deleted':
      return {};
    case 'statement':
      return { verb: change.statement, after: parts.show('details', change.details) };
  }
}

/** Texts and numbers as they are, everything else as JSON. */
function cellOf(value: Json | undefined): Cell {
  return value === undefined || typeof value === 'string' || typeof value === 'number'
    ? value
    : JSON.stringify(value);
}
