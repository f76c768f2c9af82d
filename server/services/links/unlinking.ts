import { ALERT_KIND } from '../../../common/constants.js';
import type { RecordSave } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { Byline } from '../byline.js';
import type { PresentHead } from '../record_guard.js';
import { present } from '../record_guard.js';
import {
  alertIdsOf,
  alertsIn,
  caseIdOf,
  MAX_CHARACTERS,
  MAX_LINKED_ALERTS,
  withCase,
} from './linked_alerts.js';

/** What one commit can unlink. */
export interface Unlinking {
  readonly writes: readonly RecordSave[];
  /** The links that are gone once these are written. */
  readonly done: readonly string[];
  /** Whether these are all that there were. */
  readonly complete: boolean;
}

/** An alert that a case was created from. */
interface Link {
  readonly caseId: string;
  readonly subject: PresentHead['subject'];
  readonly name: string;
}

/**
 * Unlinks alerts that are still linked to these cases, each with its one entry, but for the links that are done.
 * Alerts that were deleted since stay as they are.
 * @throws HISTORY_FULL when an alert has no room for the entry
 */
export async function unlinking(
  store: ActivityStore,
  cases: readonly PresentHead[],
  done: ReadonlySet<string>,
  byline: Byline,
): Promise<Unlinking> {
  const links = cases.flatMap(linksOf).filter(({ name }) => !done.has(name));
  const writes: RecordSave[] = [];
  let [seen, characters] = [0, 0];
  for await (const alert of alertsIn(
    store,
    links.map(({ subject }) => subject),
  )) {
    const head = present(alert.head);
    if (head !== undefined && caseIdOf(head.state) === links[seen]?.caseId) {
      characters += alert.characters;
      const isFull = writes.length === MAX_LINKED_ALERTS || characters > MAX_CHARACTERS;
      if (isFull && writes.length > 0) break;
      writes.push(...withCase(head, null, byline));
    }
    seen += 1;
  }
  return {
    writes,
    done: links.slice(0, seen).map(({ name }) => name),
    complete: seen === links.length,
  };
}

function linksOf({ subject, state }: PresentHead): readonly Link[] {
  const { space, id: caseId } = subject;
  return alertIdsOf(state).map((id) => ({
    caseId,
    subject: { space, kind: ALERT_KIND, id },
    name: JSON.stringify([caseId, id]),
  }));
}
