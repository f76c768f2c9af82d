import { encodeExtended } from 'content-disposition';
import { cutText } from '../../answer/cut_text.js';

/** Characters of a part: some file systems take no more than 255 bytes. */
const MAX_CHARACTERS = 80;

/** What means something to a header, a shell or a file system, and what nobody can see. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/\\:*?"<>|%]/gu;
const NOT_ASCII = /[^\x20-\x7e]+/g;

/** `Content-Disposition` of a file that is called after these parts (N8, RFC 6266). */
export function attachment(parts: readonly (string | number)[], extension: 'ndjson' | 'csv'): string {
  const safe = parts.map((part) => cutText(String(part).replaceAll(UNSAFE, '_'), MAX_CHARACTERS));
  const name = `${safe.join('-')}.${extension}`;
  const plain = name.replaceAll(NOT_ASCII, '_');
  const extended = plain === name ? '' : `; filename*=${encodeExtended(name)}`;
  return `attachment; filename="${plain}"${extended}`;
}
