import type { NativeProblem } from '../common/native.js';

/** An answer, as far as it is known to be one. */
export type Answer = Readonly<Record<string, unknown>>;

/** Whether the value is an object with members. */
export function isObject(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the value is a problem of the history API (N1.3). */
export function isProblem(value: unknown): value is NativeProblem {
  if (!isObject(value)) return false;
  const { status, code, detail, requestId, errors = [] } = value;
  const texts = [code, detail, requestId];
  return (
    typeof status === 'number' && texts.every((text) => typeof text === 'string') && Array.isArray(errors)
  );
}
