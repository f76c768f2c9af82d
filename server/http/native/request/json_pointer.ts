import type { JsonPath } from '../../../domain/json_path.js';
import { cutText } from '../../answer/cut_text.js';

/** Keys are the client's words: no answer shows more of them. */
const MAX_CHARACTERS = 200;

/** The place as a JSON pointer (RFC 6901). */
export function jsonPointer(path: JsonPath): string {
  const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return cutText(pointer.toWellFormed(), MAX_CHARACTERS);
}
