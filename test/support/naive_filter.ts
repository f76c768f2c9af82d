import type { Activity } from '../../server/domain/activity.js';
import type { EntryFilter } from '../../server/services/history/entry_filter.js';

/** Whether an entry matches, told as plainly as possible (N5); nothing of it is erased. */
export function isMeant(entry: Activity, filter: EntryFilter): boolean {
  const { types, fields, actors, actorKinds, from, to, q } = filter;
  const { change, actor, at } = entry;
  return (
    (types === undefined || types.includes(change.type)) &&
    (fields === undefined || ('field' in change && fields.includes(change.field))) &&
    (actors === undefined || actors.includes(actor.username ?? '')) &&
    (actorKinds === undefined || actorKinds.includes(actor.kind)) &&
    (from === undefined || at.getTime() >= from.getTime()) &&
    (to === undefined || at.getTime() < to.getTime()) &&
    (q === undefined || q.split(' ').every((term) => hasText(entry, fold(term))))
  );
}

function hasText({ subject, change, context, actor }: Activity, term: string): boolean {
  const texts = [subject.id, actor.username, actor.fullName, actor.email, ...leaves([change, context])];
  return texts.some((text) => fold(text ?? '').includes(term));
}

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
