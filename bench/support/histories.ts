import type { Activity, Actor, Change, Subject } from '../../server/domain/activity.js';
import { continuation, creation } from '../../server/domain/record.js';
import type { Mutation, RecordHead, RecordSave } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';

/** How many entries one commit of a seed has: an outbox of that size is usual after a bulk change. */
const ENTRIES_PER_COMMIT = 200;

const START = Date.UTC(2026, 0, 15, 9);

const ACTORS: readonly Actor[] = ['ana.garcia', 'mira.kern', 'j.okafor', 'li.wei'].map((username) => ({
  kind: 'user',
  username,
  fullName: username.toUpperCase(),
  email: `${username}@example.com`,
  profileUid: `u_${username}_0`,
}));

/** Fields that both dialects know, each with values they know. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  severity: ['low', 'medium', 'high', 'critical'],
  status: ['open', 'in-progress', 'closed'],
  title: ['Fake invoice sent to Finance', 'Fake invoices', 'Fake invoices from one sender'],
  category: ['phishing', 'fraud'],
};

const FIELDS = Object.keys(VALUES);

/** State of a record as an alert has it. */
export const STATE = {
  title: 'Fake invoice sent to Finance',
  description: 'Three people got a mail with an invoice that nobody ordered.',
  status: 'open',
  severity: 'medium',
  type: 'phishing',
  source: 'mail gateway',
  tlp: 2,
  pap: 2,
  tags: ['finance', 'mail'],
};

/** An alert in the default space. */
export function anAlert(id: string): Subject {
  return { space: 'default', kind: 'alert', id };
}

/** The write that creates a record with its `created` entry and as many field changes as asked for. */
export function firstWrite(subject: Subject, number: number, changes = 0): RecordSave {
  const identity = { subject, owner: 'securitySolution', number };
  const fields = Array.from({ length: changes }, (_, i) => fieldChange(i + 1, usualField(i + 1)));
  return creation(identity, mutation(1, [{ type: 'created', snapshot: STATE }, ...fields]));
}

/** The write that changes one field of a record. */
export function nextWrite(head: RecordHead): RecordSave {
  return continuation(head, mutation(head.seq + 1, [fieldChange(head.seq, usualField(head.seq))]));
}

/**
 * Records a history: a `created` entry and then changes of one field each, whose names `fieldOf` tells. Every
 * entry has a time of its own and every other one another actor, though many are committed at once.
 * @returns all of its entries, for peers that keep the same
 */
export async function seedHistory(
  store: ActivityStore,
  subject: Subject,
  length: number,
  fieldOf: (seq: number) => string = usualField,
): Promise<readonly Activity[]> {
  const created = firstWrite(subject, await store.reserveNumbers(1));
  await store.commit([created]);
  const entries = [...created.activities];
  for (let head = created.head; head.seq < length;) {
    const write = manyChanges(head, Math.min(ENTRIES_PER_COMMIT, length - head.seq), fieldOf);
    await store.commit([write]);
    entries.push(...write.activities);
    head = write.head;
  }
  return entries;
}

/** As many commits of one entry each, put together to one. */
function manyChanges(before: RecordHead, count: number, fieldOf: (seq: number) => string): RecordSave {
  const activities: Activity[] = [];
  let head = before;
  for (let i = 1; i <= count; i += 1) {
    const seq = before.seq + i;
    const write = continuation(head, mutation(seq, [fieldChange(seq, fieldOf(seq))]));
    activities.push(...write.activities);
    head = { ...write.head, revision: before.revision + 1 };
  }
  return { type: 'save', expected: before.revision, head, activities, attachments: [] };
}

function usualField(seq: number): string {
  return FIELDS[seq % FIELDS.length] ?? 'severity';
}

function fieldChange(seq: number, field: string): Change {
  const values = VALUES[field] ?? ['this', 'that'];
  const valueAt = (i: number): string => values[i % values.length] ?? '';
  return { type: 'field', field, before: valueAt(seq), after: valueAt(seq + 1) };
}

function mutation(seq: number, changes: readonly Change[]): Mutation {
  const actor = ACTORS[Math.floor(seq / 2) % ACTORS.length] ?? { kind: 'system' };
  return { state: STATE, changes, actor, at: new Date(START + seq * 60_000) };
}
