import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { parse } from '@formatjs/icu-messageformat-parser';
import { argumentsIn, shownIn } from './pattern_arguments.js';

/** Six forms of the longest sentence have less than 500. */
const MAX_CHARACTERS = 600;

/** Forms within forms: a sentence has at most one number. */
const MAX_NESTING = 3;

/** Whether `'` stands before a brace without being doubled: then the argument is text. */
const QUOTED_BRACE = /(?<!')'(?:'')*\{/;

/**
 * What is wrong with somebody's pattern for a sentence, where `model` is the English one; empty: nothing. A pattern
 * without faults always renders. It has the arguments of the model and shows each that the model shows, in each of its
 * forms; a number that the model only chooses a form by may be left out, since some languages have one form.
 */
export function patternFaults(pattern: string, model: string): readonly string[] {
  if (pattern.trim() === '') return ['is empty'];
  if (pattern.length > MAX_CHARACTERS) return [`is longer than ${String(MAX_CHARACTERS)} characters`];
  if (!pattern.isWellFormed()) return ['holds half a character'];
  const elements = parsed(pattern);
  if (typeof elements === 'string') return [elements];
  const expected = parse(model, { ignoreTag: true });
  const wrong = wrongArguments(elements, expected);
  return wrong.length > 0 ? wrong : missingArguments(pattern, elements, expected);
}

function parsed(pattern: string): MessageFormatElement[] | string {
  try {
    return parse(pattern, { ignoreTag: true });
  } catch (error) {
    return `is no ICU MessageFormat pattern${whereAndWhy(error)}`;
  }
}

/** The parser says why in words of its grammar: `EXPECT_ARGUMENT_CLOSING_BRACE`. */
function whereAndWhy(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const location = 'location' in error ? (error.location as { start?: { offset?: number } }) : {};
  const { offset } = location.start ?? {};
  const place = offset === undefined ? '' : ` at character ${String(offset + 1)}`;
  return `: ${error.message.toLowerCase().replaceAll('_', ' ')}${place}`;
}

function wrongArguments(
  elements: readonly MessageFormatElement[],
  expected: readonly MessageFormatElement[],
): readonly string[] {
  const known = argumentsIn(expected);
  const numbers = new Set(known.filter(({ use }) => use === 'plural').map(({ name }) => name));
  const names = new Set(known.map(({ name }) => name));
  const faults = argumentsIn(elements).map(({ name, use, depth }) => {
    if (!names.has(name)) return `has {${name}}, which this sentence does not get`;
    if (depth > MAX_NESTING) return `has forms within forms, more than ${String(MAX_NESTING)} deep`;
    if (use === 'plain') return undefined;
    if (!numbers.has(name)) return `uses {${name}} with ${use}, but it is a text`;
    if (use === 'plural' || use === 'number') return undefined;
    return `uses {${name}} with ${use}; a number can have plural, selectordinal or number`;
  });
  return [...new Set(faults.filter((fault) => fault !== undefined))];
}

function missingArguments(
  pattern: string,
  elements: readonly MessageFormatElement[],
  expected: readonly MessageFormatElement[],
): readonly string[] {
  const shown = shownIn(elements);
  const used = new Set(argumentsIn(elements).map(({ name }) => name));
  const hint = QUOTED_BRACE.test(pattern)
    ? ": a single ' before { makes it text, write '' around an argument"
    : '';
  return [...shownIn(expected)]
    .filter((name) => !shown.has(name))
    .map((name) => (used.has(name) ? `lacks {${name}} in one of its forms` : `lacks {${name}}`) + hint);
}
