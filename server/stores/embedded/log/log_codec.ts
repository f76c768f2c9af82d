import type { Actor } from '../../../domain/activity.js';
import { ActivityError } from '../../../domain/errors.js';
import type { Checkpoint, LogHead, LogRow } from '../../../domain/log/space_log.js';

// The seam to stored text: what was encoded as one of these is decoded as the same by `as`.

/** A row without what its key says; `at` in epoch milliseconds. Only the hash where the record is erased. */
type StoredRow =
  | readonly [hash: string]
  | readonly [
      hash: string,
      kind: string,
      id: string,
      number: number,
      seq: number,
      owner: string,
      at: number,
      facet: string,
      actorKind: Actor['kind'],
      actorKey?: string,
    ];

/** The subtrees' hashes in base64url; times in epoch milliseconds. */
type StoredHead = readonly [
  size: number,
  subtrees: readonly string[],
  first: number | null,
  last: number | null,
];

/** Neighbouring positions. */
export interface Run {
  readonly position: number;
  readonly count: number;
}

/** A log without its checkpoint, which is kept apart. */
export type LogState = Omit<LogHead, 'checkpoint'>;

/** The row as text. */
export function encodeRow({ hash, entry }: LogRow): string {
  if (entry === undefined) return JSON.stringify([hash] satisfies StoredRow);
  const { subject, number, seq, owner, at, facet, actorKind, actorKey } = entry;
  const known = [hash, subject.kind, subject.id, number, seq, owner, at.getTime(), facet, actorKind] as const;
  const stored: StoredRow = actorKey === undefined ? known : [...known, actorKey];
  return JSON.stringify(stored);
}

/** The row that `encodeRow` was given. */
export function decodeRow(space: string, position: number, text: string): LogRow {
  const stored = JSON.parse(text) as StoredRow;
  if (stored.length === 1) return { position, hash: stored[0] };
  const [hash, kind, id, number, seq, owner, at, facet, actorKind, actorKey] = stored;
  const entry = { subject: { space, kind, id }, number, seq, owner, at: new Date(at), facet, actorKind };
  return { position, hash, entry: { ...entry, ...(actorKey !== undefined && { actorKey }) } };
}

/** The state as text. */
export function encodeState({ size, frontier, first, last }: LogState): string {
  const subtrees = frontier.subtrees.map((hash) => Buffer.from(hash).toString('base64url'));
  const stored: StoredHead = [size, subtrees, first?.getTime() ?? null, last?.getTime() ?? null];
  return JSON.stringify(stored);
}

/** The state that `encodeState` was given. */
export function decodeState(text: string): LogState {
  const [size, subtrees, first, last] = JSON.parse(text) as StoredHead;
  return {
    size,
    frontier: { size, subtrees: subtrees.map((hash) => Buffer.from(hash, 'base64url')) },
    ...(first !== null && { first: new Date(first) }),
    ...(last !== null && { last: new Date(last) }),
  };
}

/** Runs as text. */
export function encodeRuns(runs: readonly Run[]): string {
  return JSON.stringify(runs.map(({ position, count }) => [position, count]));
}

/** The runs that `encodeRuns` was given. */
export function decodeRuns(text: string): readonly Run[] {
  const stored = JSON.parse(text) as readonly (readonly [number, number])[];
  return stored.map(([position, count]) => ({ position, count }));
}

/** The checkpoint as text. */
export function encodeCheckpoint({ size, note }: Checkpoint): string {
  return JSON.stringify([size, note]);
}

/** The checkpoint that `encodeCheckpoint` was given; `undefined` without one. */
export function decodeCheckpoint(text: string | undefined): Checkpoint | undefined {
  if (text === undefined) return undefined;
  const [size, note] = JSON.parse(text) as [number, string];
  return { size, note };
}

/** What to throw when a part of a log is missing. */
export function damagedLog(): ActivityError {
  return new ActivityError('INTERNAL_ERROR', 'The stored log has a gap.');
}
