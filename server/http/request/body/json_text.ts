import { MAX_JSON_DEPTH } from '../../../../common/constants.js';

const DIGITS = /^-?[0-9]+$/;
const NUMBER = /-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/** Whether a text opens more levels than `most`. Tells before a parser builds 500,000 of them. */
export function nestsTooDeep(text: string, most = MAX_JSON_DEPTH): boolean {
  let levels = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '[' || character === '{') levels += 1;
    else if (character === ']' || character === '}') levels -= 1;
    if (levels > most) return true;
  }
  return false;
}

/** Whether a valid JSON text writes out an integer beyond 2^53 - 1, which a double would round. */
export function hasRoundedInteger(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') {
      at = endOfString(text, at);
      continue;
    }
    NUMBER.lastIndex = at;
    const [literal] = NUMBER.exec(text) ?? [];
    if (literal === undefined) continue;
    if (DIGITS.test(literal) && !Number.isSafeInteger(Number(literal))) return true;
    at += literal.length - 1;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
