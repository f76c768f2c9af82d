import type { ShownRecord } from './greeting.js';
import type { Person } from './people.js';
import { authorizationOf, PEOPLE } from './people.js';
import type { Storyteller } from './storyteller.js';

/** So many entries has its history. */
const LARGE_ENTRIES = 10_000;

const RECORD: ShownRecord = { name: 'large', kind: 'server', id: 'mail-gateway-2' };
const PATH = `/api/activity/v1/records/${RECORD.kind}/${RECORD.id}`;
/** As many changes as one request takes. */
const PORTION = 100;
const MINUTES_BETWEEN = 13;
const MINUTE_MS = 60_000;

const STATES = ['ok', 'degraded', 'ok', 'overloaded', 'ok', 'down', 'restarting'];
const VERSIONS = ['4.2.0', '4.2.1', '4.3.0', '4.3.1', '5.0.0'];
const SYSTEM = { kind: 'system', username: 'Monitoring' };

/** Records the history of a server, once per store; what was interrupted goes on where it stopped. */
export async function tellLarge(storyteller: Storyteller): Promise<ShownRecord> {
  storyteller.hoursAgo(0);
  const everything = authorizationOf({ username: 'elastic', fullName: 'Demo' }, 'superuser');
  const known = (await storyteller.send(everything, 'GET', PATH)) as { readonly head?: number } | undefined;
  const end = Date.now() - MINUTE_MS;
  for (let seq = (known?.head ?? 0) + 1; seq <= LARGE_ENTRIES; seq += PORTION) {
    const last = Math.min(seq + PORTION - 1, LARGE_ENTRIES);
    const changes = Array.from({ length: last - seq + 1 }, (_, i) => changeOf(seq + i, end));
    await storyteller.send(everything, 'POST', '/api/activity/v1/entries', { changes });
  }
  return RECORD;
}

/** The change whose entry has this number: exactly one field is another than before. */
function changeOf(seq: number, end: number): object {
  const at = new Date(end - (LARGE_ENTRIES - seq) * MINUTES_BETWEEN * MINUTE_MS);
  const of = {
    record: { kind: RECORD.kind, id: RECORD.id },
    owner: 'securitySolution',
    at: at.toISOString(),
  };
  const after = stateAt(seq);
  if (seq === 1) return { ...of, actor: SYSTEM, after };
  const before = stateAt(seq - 1);
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter((key) => after[key] !== before[key]);
  const only = (state: typeof after): object => Object.fromEntries(changed.map((key) => [key, state[key]]));
  return { ...of, actor: actorOf(seq), before: only(before), after: only(after) };
}

/** What the server was after so many entries: they turn one field after the other. */
function stateAt(seq: number): Record<'state' | 'queue' | 'load' | 'version', string | number> {
  const turn = (place: number): number => Math.floor((seq + 3 - place) / 4);
  return {
    state: STATES[turn(1) % STATES.length] ?? '',
    queue: (turn(2) * 37) % 501,
    load: ((turn(3) * 7) % 97) / 10,
    version: VERSIONS[turn(0) % VERSIONS.length] ?? '',
  };
}

function actorOf(seq: number): object {
  if (seq % 4 !== 0) return SYSTEM;
  const people: readonly Person[] = Object.values(PEOPLE);
  return { kind: 'user', ...people[(seq / 4) % people.length] };
}
