import { ActivityError } from '../../domain/errors.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { EntryFilter } from '../history/entry_filter.js';
import { patientMatcher } from '../history/entry_filter.js';
import { entryPlan } from '../history/entry_plan.js';
import { entryPositions } from '../history/entry_positions.js';
import { portionsOf } from '../history/entry_scan.js';
import { seqBounds } from '../history/seq_bounds.js';
import type { ExportedEntry, ExportSource, Sees } from './export_source.js';
import { filtersJson, PORTION, TURNS } from './export_source.js';

/** Which entries of a record are exported (N3.1). */
export interface RecordExportInput {
  readonly filter: EntryFilter;
  /** Only entries with a greater `seq`. */
  readonly after?: number | undefined;
  /** Only entries with a smaller `seq`. */
  readonly before?: number | undefined;
}

/**
 * The entries of a record, by `seq`, none that comes later than the head.
 * @throws RECORD_NOT_FOUND while it is read, when the record is erased or may not be seen any more
 */
export function recordSource(
  { store, sees }: { readonly store: ActivityStore; readonly sees: Sees },
  head: RecordHead,
  { filter, after = 0, before = head.seq + 1 }: RecordExportInput,
): ExportSource {
  const { subject, owner } = head;
  const [from, upTo] = [after + 1, Math.min(head.seq, before - 1)];

  async function* portions(positions: boolean): AsyncGenerator<readonly ExportedEntry[]> {
    const plan = entryPlan(head, filter);
    const bounds = await seqBounds(store, head, filter);
    const span = { above: Math.max(bounds.above, after), upTo: Math.min(bounds.upTo, upTo) };
    const older = await store.count(head, { facets: plan.facets, upTo: span.above });
    const matches = patientMatcher(filter, () => TURNS.next());
    const place = positions ? await entryPositions(store.log, head) : undefined;
    for await (const portion of portionsOf({
      ...{ store, head, plan, order: 'asc', span, older, limit: PORTION },
    })) {
      const now = await store.head(subject);
      if (now?.number !== head.number || !sees(now)) {
        throw new ActivityError('RECORD_NOT_FOUND', 'There is no such record any more.');
      }
      const found = [];
      for (const entry of portion) {
        await TURNS.next();
        if (await matches(entry)) found.push(entry);
      }
      const placed = place === undefined ? found.map((entry) => ({ entry })) : await place(found);
      yield placed.map((one) => ({ head, ...one }));
    }
  }

  return {
    scope: {
      space: subject.space,
      record: { kind: subject.kind, id: subject.id, owner },
      ...{ filters: filtersJson(filter), from, to: Math.max(from, upTo + 1) },
    },
    head: head.seq,
    portions,
  };
}
