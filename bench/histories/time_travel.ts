import type { ActivityStore } from '../../server/domain/store.js';
import { Histories } from '../../server/services/history/histories.js';
import { RecordStates } from '../../server/services/history/state/record_states.js';
import { anAlert } from '../support/histories.js';
import { quantile, takeTurns } from '../support/measure.js';
import { figure, printTable } from '../support/report.js';
import { BOSS, openDoor } from './boss.js';
import { restoreRecord } from './sealed_history.js';

const RECORD = anAlert('travelled');
/** The first time takes as long as hundreds of pages. */
const MOST_ROUNDS = 40;

/** A record as it was at the end of its entries: the first time, and when states of it are known (N3.2). */
export async function timeTravel(
  store: ActivityStore,
  { title, entries, rounds }: { readonly title: string; readonly entries: number; readonly rounds: number },
): Promise<void> {
  await restoreRecord(store, { subject: RECORD, length: entries });
  const known = historiesOf(store);
  const stateAt = async (histories: Histories, at: number): Promise<void> => {
    const { state } = await histories.state(BOSS, RECORD, { at });
    if (state.seq !== at) throw new Error(`The state is that at ${String(state.seq)}.`);
  };
  await stateAt(known, entries);
  const samples = await takeTurns(
    [
      { name: `at ${figure(entries)}, first time`, run: () => stateAt(historiesOf(store), entries) },
      { name: `at ${figure(entries)}, again`, run: () => stateAt(known, entries) },
      { name: `at ${figure(entries - 1)}, another one is known`, run: () => stateAt(known, entries - 1) },
    ],
    Math.min(rounds, MOST_ROUNDS),
  );
  printTable({
    title,
    columns: ['', 'p50 ms', 'p95 ms'],
    rows: [...samples].map(([name, ms]) => [name, ...[0.5, 0.95].map((q) => figure(quantile(ms, q)))]),
  });
}

/** With a cache of its own. */
function historiesOf(store: ActivityStore): Histories {
  return new Histories({ store, guard: openDoor().guard, states: new RecordStates(store) });
}
