import { invalidInput } from '../recording/input_fault.js';
import { inputMembers } from './input_members.js';

const MAX_WORDS = 50;
const MAX_WORD_CHARACTERS = 1_000;

/** Whether an optional member is not there. */
export function isAbsent(given: unknown): given is null | undefined {
  return given === undefined || given === null;
}

/** A whole number within bounds. @throws INVALID_REQUEST */
export function inputInteger(
  name: string,
  given: unknown,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  if (typeof given === 'number' && Number.isSafeInteger(given) && given >= least && given <= most)
    return given;
  throw invalidInput([name], `must be an integer from ${String(least)} to ${String(most)}`, { found: given });
}

/** By `seq`; default: newest first. @throws INVALID_REQUEST */
export function inputOrder(given: unknown): 'asc' | 'desc' {
  const order = given ?? 'desc';
  if (order === 'asc' || order === 'desc') return order;
  throw invalidInput(['order'], "must be 'asc' or 'desc'", { found: order });
}

/** A copy of a list of at most 50 texts; of just these words where they are given; absent: none. @throws INVALID_REQUEST */
export function inputWords<Word extends string>(
  name: string,
  given: unknown,
  words?: readonly Word[],
): readonly Word[] | undefined {
  if (isAbsent(given)) return undefined;
  if (!Array.isArray(given)) throw invalidInput([name], 'must be a list', { found: given });
  const { length } = given;
  if (length > MAX_WORDS) {
    throw invalidInput([name], `must have at most ${String(MAX_WORDS)} members`, { found: length });
  }
  const places = Array.from({ length }, (_, i) => String(i));
  return Object.values(inputMembers(given, places, [name])).map((word, i) => {
    if (isWord(word, words)) return word;
    const problem =
      words === undefined ? 'must be a text of 1 to 1,000 characters' : `must be one of ${words.join(', ')}`;
    throw invalidInput([name, i], problem, { found: word });
  });
}

function isWord<Word extends string>(given: unknown, words: readonly Word[] | undefined): given is Word {
  if (typeof given !== 'string') return false;
  if (words !== undefined) return words.some((word) => word === given);
  return given !== '' && given.length <= MAX_WORD_CHARACTERS;
}
