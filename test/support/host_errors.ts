import { inspect } from 'node:util';

/** Where the reporter of CI looks for what the hosts of a failed test have logged. */
const KEPT = Symbol.for('case-activity.host-errors');
const MOST = 20;

/** Keeps an error that a host logs, for whoever reports the test that it belongs to. */
export function keepHostError({ err }: { readonly err?: unknown }, message?: string): void {
  const holder = globalThis as Record<symbol, string[] | undefined>;
  const kept = (holder[KEPT] ??= []);
  const cause =
    err instanceof Error && err.cause !== undefined ? inspect(err.cause, { depth: 2 }) : inspect(err);
  kept.push(`${message ?? ''}: ${cause}`.replaceAll(/\s+/g, ' ').slice(0, 500));
  if (kept.length > MOST) kept.shift();
}
