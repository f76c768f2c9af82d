import { MIMEType } from 'node:util';
import { ActivityError } from '../../../domain/errors.js';

/** What a request without a content type has: `refused`, or `json` where something else keeps forgeries out. */
export type Untyped = 'refused' | 'json';

const CHARSETS = /;\s*charset\s*=\s*"?([^";\s]*)/gi;

/**
 * Lets JSON in UTF-8 pass. A page of another site can send any body, but without asking first only as a form,
 * as plain text or without a type.
 * @throws UNSUPPORTED_MEDIA_TYPE
 */
export function refuseOtherTypes(sent: string | undefined, untyped: Untyped): void {
  if (sent === undefined ? untyped === 'json' : isJson(sent) && isUtf8(sent)) return;
  throw new ActivityError('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
}

/** Media type of JSON values, one a line. */
export const LINES_TYPE = 'application/x-ndjson';

/** Whether it is lines of JSON in UTF-8; no form can send that. */
export function isLines(sent: string | undefined): boolean {
  return sent !== undefined && isUtf8(sent) && essenceOf(sent) === LINES_TYPE;
}

function essenceOf(sent: string): string | undefined {
  try {
    return new MIMEType(sent).essence;
  } catch {
    return undefined;
  }
}

function isJson(sent: string): boolean {
  const essence = essenceOf(sent);
  return essence === 'application/json' || essence?.endsWith('+json') === true;
}

/** Of several charsets, parsers take the first or the last: all have to be UTF-8. */
function isUtf8(sent: string): boolean {
  return [...sent.matchAll(CHARSETS)].every(([, charset]) => charset?.toLowerCase() === 'utf-8');
}
