import type { Activity, Change } from '../../domain/activity.js';
import type { Json } from '../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';
import { partsOf } from '../../domain/seal.js';

/**
 * The texts of an entry in which `q` is looked for (N5.2): strings and numbers of its change and context, its actor's
 * names, the record's id. Without those that are erased, whatever stands in their place.
 */
export function* entryTexts(entry: Activity): Generator<string, void, undefined> {
  const { subject, change, actor, seal } = entry;
  yield subject.id;
  yield* namesIn(change);
  for (const [name, value] of partsOf(entry)) {
    if (Object.hasOwn(seal?.digests ?? {}, name)) continue;
    if (name !== 'actor') yield* textsIn(value);
    else yield* [actor.username, actor.fullName, actor.email].filter((text) => text !== undefined);
  }
}

/** What a change says besides its values; that is never erased alone. */
function namesIn(change: Change): readonly string[] {
  switch (change.type) {
    case 'field':
      return [change.type, change.field, ...(change.key === undefined ? [] : [change.key])];
    case 'items':
      return [change.type, change.field, change.verb];
    case 'comment':
      return [change.type, change.verb, change.commentId];
    case 'created':
    case 'pushed':
    case 'deleted':
      return [change.type];
    case 'statement':
      return [change.type, change.statement];
  }
}

function* textsIn(value: Json): Generator<string, void, undefined> {
  // No recursion: values of before had no bound on their depth.
  const rest: Json[] = [value];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === 'string') yield next;
    else if (typeof next === 'number') yield String(next);
    else if (isJsonArray(next)) for (const one of next) rest.push(one);
    else if (isJsonObject(next)) for (const one of Object.values(next)) rest.push(one);
  }
}
