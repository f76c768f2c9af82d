import type { CommandStartedEvent } from 'mongodb';

/** The field that a filter on each collection must hold, and the searches over many records that need not. */
const SHARD_KEYS: Readonly<Record<string, { readonly key: string; readonly across?: readonly string[] }>> = {
  records: { key: '_id', across: ['open', 'list.p', 'due', 'pending.attachments.k'] },
  activities: { key: 'h' },
  attachments: { key: 'h', across: ['k'] },
  counters: { key: '_id' },
  commits: { key: '_id', across: ['doneAt'] },
  log: { key: 's' },
  logs: { key: '_id', across: ['open'] },
  tiles: { key: '_id' },
  registry: { key: '_id' },
  counts: { key: '_id' },
};

const COMMANDS: readonly string[] = [
  'find',
  'update',
  'delete',
  'findAndModify',
  'insert',
  'aggregate',
  'count',
  'distinct',
];

/**
 * A part of a command that a cluster would send to all shards, or for which an engine may read the whole
 * collection (`$or`), or a bulk over records that may wait for another one which waits for it: `undefined` when every
 * part names its record, and records are in order.
 */
export function strayPart(event: CommandStartedEvent, prefix = ''): string | undefined {
  if (!COMMANDS.includes(event.commandName)) return undefined;
  const command = event.command as Record<string, unknown>;
  const collection = String(command[event.commandName]);
  const rule = SHARD_KEYS[collection.slice(prefix.length)];
  if (rule === undefined) return `${event.commandName} on ${collection}`;
  const filters = filtersOf(event.commandName, command);
  const stray = filters.find(
    (filter) =>
      '$or' in filter ||
      (!isTargeted(filter[rule.key]) && !(rule.across ?? []).some((field) => field in filter)),
  );
  if (stray !== undefined) return `${event.commandName} on ${collection}: ${JSON.stringify(stray)}`;
  const ids =
    event.commandName === 'update' && rule.key === '_id' ? filters.map(({ _id }) => String(_id)) : [];
  const isOutOfOrder = collection === `${prefix}records` && ids.some((id, i) => id < (ids[i - 1] ?? ''));
  return isOutOfOrder ? `${event.commandName} on ${collection} out of order: ${ids.join(', ')}` : undefined;
}

/** Whether the command is one of the sweeps that look for unfinished work over all records. */
export function isSweep(event: CommandStartedEvent): boolean {
  const filter = (event.command as Record<string, unknown>)['filter'];
  return typeof filter === 'object' && filter !== null && ('open' in filter || 'doneAt' in filter);
}

/**
 * Whether the command lists names of all shards by a range: spaces that have a log (a host with a key does so at every
 * checkpoint, N10.6), values of the registry (whoever lists spaces, P1), or the records of one space (whoever deletes
 * it).
 */
export function isListing(event: CommandStartedEvent): boolean {
  const { find, filter } = event.command as Record<string, unknown>;
  if (event.commandName !== 'find' || typeof filter !== 'object' || filter === null) return false;
  const { _id: id, ...others } = filter as Record<string, unknown>;
  if (typeof id !== 'object' || id === null || !('$gt' in id) || !('$lt' in id)) return false;
  const keys = Object.keys(others).join();
  return (
    (find === 'logs' && keys === 'size') ||
    (find === 'registry' && keys === 'until') ||
    (find === 'records' && keys === '')
  );
}

/** Whether the command lists the ledgers of a space: who verifies it reads them all (N10.4). */
export function isLedgersListing(event: CommandStartedEvent): boolean {
  const { find, filter } = event.command as { find?: unknown; filter?: { readonly _id?: unknown } };
  const id = filter?._id;
  if (event.commandName !== 'find' || find !== 'records' || typeof id !== 'object' || id === null)
    return false;
  return '$gt' in id && typeof id.$gt === 'string' && /^[^/]+\/ledger\//.test(id.$gt);
}

function filtersOf(name: string, command: Record<string, unknown>): Record<string, unknown>[] {
  switch (name) {
    case 'insert':
      return command['documents'] as Record<string, unknown>[];
    case 'update':
      return (command['updates'] as { q: Record<string, unknown> }[]).map(({ q }) => q);
    case 'delete':
      return (command['deletes'] as { q: Record<string, unknown> }[]).map(({ q }) => q);
    case 'findAndModify':
      return [command['query'] as Record<string, unknown>];
    case 'find':
      return [command['filter'] as Record<string, unknown>];
    case 'aggregate': {
      const [first] = command['pipeline'] as { $match?: Record<string, unknown>; $changeStream?: object }[];
      // It is of all shards: one such stream for all that watch.
      if (first?.$changeStream !== undefined) return [];
      return [first?.$match ?? {}];
    }
    default:
      return [{}];
  }
}

/** A value, or a set of values: both are sent to the shards that hold them. */
function isTargeted(value: unknown): boolean {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && '$in' in value;
}
