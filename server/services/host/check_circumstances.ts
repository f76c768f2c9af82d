import type { Context } from '../../domain/activity.js';
import { SOURCES } from '../../domain/activity.js';
import type { FeedPosition } from '../recording/feeds.js';
import { FEED_ID } from '../recording/feeds.js';
import { invalidInput } from '../recording/input_fault.js';
import { inputMembers } from './input_members.js';
import { isAbsent } from './input_values.js';

const MAX_TEXT_CHARACTERS = 1_024;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** The circumstances of a change as the host tells them; `undefined`: none. @throws INVALID_REQUEST */
export function checkedContext(given: unknown): Context | undefined {
  if (isAbsent(given)) return undefined;
  const { source, ...texts } = inputMembers(given, ['source', 'requestId', 'ip', 'userAgent'], ['context']);
  const known = SOURCES.find((one) => one === source);
  if (known === undefined && !isAbsent(source)) {
    throw invalidInput(['context', 'source'], `must be one of ${SOURCES.join(', ')}`, { found: source });
  }
  const told = Object.entries(texts).flatMap(([name, value]) =>
    isAbsent(value) ? [] : [[name, textOf(['context', name], value)] as const],
  );
  if (known === undefined && told.length === 0) return undefined;
  return { ...(known !== undefined && { source: known }), ...Object.fromEntries(told) };
}

/** The place of a change in its feed; `undefined`: it is of none. @throws INVALID_REQUEST */
export function checkedFeed(given: unknown): FeedPosition | undefined {
  if (isAbsent(given)) return undefined;
  const { id, position } = inputMembers(given, ['id', 'position'], ['feed']);
  if (typeof id !== 'string' || !FEED_ID.test(id)) {
    throw invalidInput(['feed', 'id'], 'must be 1 to 64 of A-Z, a-z, 0-9, ., _, : and -', { found: id });
  }
  if (typeof position !== 'number' || !Number.isSafeInteger(position) || position < 0) {
    throw invalidInput(['feed', 'position'], 'must be a safe integer of at least 0', { found: position });
  }
  return { id, position };
}

/** By what a change is known when it is recorded again; `undefined`: by nothing. @throws INVALID_REQUEST */
export function checkedIdempotencyKey(given: unknown): string | undefined {
  if (isAbsent(given)) return undefined;
  if (typeof given === 'string' && IDEMPOTENCY_KEY.test(given)) return given;
  throw invalidInput(['idempotencyKey'], 'must be 1 to 255 visible ASCII characters', { found: given });
}

function textOf(path: readonly string[], given: unknown): string {
  if (typeof given === 'string' && given.isWellFormed() && given.length <= MAX_TEXT_CHARACTERS) return given;
  throw invalidInput(path, 'must be a text of at most 1,024 characters', { found: given });
}
