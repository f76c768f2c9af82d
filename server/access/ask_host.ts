import { ActivityError, isActivityError } from '../domain/errors.js';

/**
 * What a function of the host answers, now or later; `name` stands in the log when it does not.
 * @throws AUTHENTICATION_UNAVAILABLE when it does not settle within the time
 * @throws INTERNAL_ERROR when it throws; an `ActivityError` that it throws keeps its code
 */
export async function askHost(name: string, ask: () => unknown, timeoutMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const sentence = `The host's ${name} has not answered within ${String(timeoutMs)} ms.`;
      reject(new ActivityError('AUTHENTICATION_UNAVAILABLE', sentence));
    }, timeoutMs);
  });
  const answer = Promise.resolve()
    .then(ask)
    .catch((cause: unknown) => {
      if (isActivityError(cause)) throw cause;
      throw new ActivityError('INTERNAL_ERROR', `The host's ${name} has failed.`, { cause });
    });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
