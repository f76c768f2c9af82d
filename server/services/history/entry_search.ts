import type { Activity } from '../../domain/activity.js';
import { entryTexts } from './entry_texts.js';
import { foldedText } from './folded_text.js';

/**
 * Characters that are folded and looked through at once. Folded they can be 18 times as many, and there can be a
 * hundred terms: 16,384 took up to 135 ms, a megabyte up to 1.8 s.
 */
const BLOCK = 8_192;

/** No term has one, whatever it was folded from: nothing is found across two texts. */
const BETWEEN = '\n';

/** The terms of a search, as they are compared; those that are in others are left out (N5.2). */
export function searchTerms(q: string): readonly string[] {
  const terms = [...new Set(q.split(/\s+/).map(foldedText))].filter((term) => term !== '');
  return terms.filter((term) => !terms.some((other) => other !== term && other.includes(term)));
}

/** Whether each of the terms is in one of the entry's texts. */
export function hasTerms(entry: Activity, terms: readonly string[]): boolean {
  const search = searchOf(entry, terms);
  let step = search.next();
  while (step.done !== true) step = search.next();
  return step.value;
}

/** The same, with a pause before each further 8,192 characters of a large entry. */
export async function termsFound(
  entry: Activity,
  terms: readonly string[],
  pause: () => Promise<void>,
): Promise<boolean> {
  const search = searchOf(entry, terms);
  let step = search.next();
  for (; step.done !== true; step = search.next()) await pause();
  return step.value;
}

/** Yields before each block but the first. */
function* searchOf(entry: Activity, terms: readonly string[]): Generator<void, boolean, undefined> {
  if (terms.length === 0) return true;
  const overlap = Math.max(...terms.map(({ length }) => length)) - 1;
  let [missing, before, isFirst] = [terms, '', true];
  for (const block of blocksOf(entryTexts(entry))) {
    if (!isFirst) yield;
    isFirst = false;
    const text = before + foldedText(block);
    missing = missing.filter((term) => !text.includes(term));
    if (missing.length === 0) return true;
    before = text.slice(Math.max(0, text.length - overlap));
  }
  return false;
}

/** The texts one after the other, in blocks that are not cut within a character. */
function* blocksOf(texts: Iterable<string>): Generator<string, void, undefined> {
  let rest = '';
  for (const text of texts) {
    rest += text + BETWEEN;
    while (rest.length > BLOCK) {
      const end = isFirstHalf(rest.charCodeAt(BLOCK - 1)) ? BLOCK - 1 : BLOCK;
      yield rest.slice(0, end);
      rest = rest.slice(end);
    }
  }
  if (rest !== '') yield rest;
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
