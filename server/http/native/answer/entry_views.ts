import type { EntrySeals, ProvableEntry } from '../../../services/history/entry_seals.js';
import type { Language } from '../../prose/language.js';
import type { EntryView } from './entry_presenter.js';

/** What makes views. */
export interface EntryViewsDependencies {
  readonly seals: EntrySeals;
  readonly clock: () => Date;
}

/** How these entries are shown to whom they are shown: with what proves them where that is asked for (N2). */
export async function viewOf(
  { seals, clock }: EntryViewsDependencies,
  { include, language }: { readonly include: readonly string[]; readonly language: Language },
  entries: () => readonly ProvableEntry[],
): Promise<EntryView> {
  const shown = include.includes('proof') ? await seals.of(entries()) : undefined;
  return { include, language, now: clock(), seals: shown };
}
