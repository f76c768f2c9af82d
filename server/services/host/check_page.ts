import { types } from 'node:util';
import { MAX_SEQ } from '../../../common/constants.js';
import { ACTOR_KINDS } from '../../domain/activity.js';
import type { Subject } from '../../domain/activity.js';
import type { EntryFilter } from '../history/entry_filter.js';
import type { EntryPageInput } from '../history/entry_page.js';
import { inputInteger, inputOrder, inputWords, isAbsent } from './input_values.js';
import type { EntriesInput, LogInput, SubscribeInput } from './host_page_input.js';
import { invalidInput } from '../recording/input_fault.js';
import { checkedSpace, checkedSubject, inputMembers } from './input_members.js';

const TYPES = ['created', 'field', 'items', 'comment', 'pushed', 'deleted', 'statement'] as const;
const MAX_Q_CHARACTERS = 200;
const MEMBERS = [
  ...(['subject', 'order', 'after', 'before', 'limit', 'types', 'fields', 'actors', 'actorKinds'] as const),
  ...(['from', 'to', 'q'] as const),
];

/**
 * A checked copy of what a host asks `entries` for, with the defaults filled in.
 * @throws INVALID_REQUEST naming the path of the first fault and what was found there
 */
export function checkedEntries(input: EntriesInput): {
  readonly subject: Subject;
  readonly page: EntryPageInput;
} {
  const given = inputMembers(input, MEMBERS);
  const subject = checkedSubject(given.subject);
  const order = inputOrder(given.order);
  const filter: EntryFilter = {
    types: inputWords('types', given.types, TYPES),
    fields: inputWords('fields', given.fields),
    actors: inputWords('actors', given.actors),
    actorKinds: inputWords('actorKinds', given.actorKinds, ACTOR_KINDS),
    ...{ from: instantOf('from', given.from), to: instantOf('to', given.to), q: textOf(given.q) },
  };
  const bound = (name: 'after' | 'before'): number | undefined =>
    isAbsent(given[name]) ? undefined : inputInteger(name, given[name], { least: 0, most: MAX_SEQ + 1 });
  const limit = inputInteger('limit', given.limit ?? 50, { least: 1, most: 500 });
  return { subject, page: { filter, order, after: bound('after'), before: bound('before'), limit } };
}

/**
 * The same of what a host asks `log` for.
 * @throws INVALID_REQUEST
 */
export function checkedLog(input: LogInput): Required<LogInput> & { start: number; limit: number } {
  const given = inputMembers(input, ['space', 'start', 'limit']);
  return {
    space: checkedSpace(['space'], given.space),
    start: inputInteger('start', given.start ?? 0, { least: 0, most: Number.MAX_SAFE_INTEGER }),
    limit: inputInteger('limit', given.limit ?? 200, { least: 1, most: 1_000 }),
  };
}

/**
 * The same of what a host subscribes to.
 * @throws INVALID_REQUEST
 */
export function checkedSubscription<Handler>(
  input: SubscribeInput,
  handler: Handler,
): SubscribeInput & { readonly handle: Handler } {
  const given = inputMembers(input, ['space', 'start']);
  const space = checkedSpace(['space'], given.space);
  const bounds = { least: 0, most: Number.MAX_SAFE_INTEGER };
  const start = isAbsent(given.start) ? undefined : inputInteger('start', given.start, bounds);
  if (typeof handler !== 'function')
    throw invalidInput(['handler'], 'must be a function', { found: handler });
  return { space, start, handle: handler };
}

function instantOf(name: string, given: unknown): Date | undefined {
  if (isAbsent(given)) return undefined;
  const time = types.isDate(given) ? Date.prototype.getTime.call(given) : Number.NaN;
  if (Number.isNaN(time)) throw invalidInput([name], 'must be a valid Date', { found: given });
  return new Date(time);
}

function textOf(given: unknown): string | undefined {
  if (isAbsent(given)) return undefined;
  if (typeof given === 'string' && /\S/.test(given) && given.length <= MAX_Q_CHARACTERS) return given;
  throw invalidInput(['q'], `must be a text of 1 to ${String(MAX_Q_CHARACTERS)} characters`, {
    found: given,
  });
}
