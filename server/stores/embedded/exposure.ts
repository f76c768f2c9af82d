import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../domain/logger.js';

/** Permissions of anybody but the user that a file belongs to. */
const OTHERS = 0o077;

/**
 * Warns once, naming each, when the store's folder or files can be reached by others than their user. They are
 * left as they are: a folder may be shared on purpose.
 */
export async function warnIfExposed(path: string, logger: Logger): Promise<void> {
  // Windows has no such modes; what Node makes up for them says nothing.
  if (process.platform === 'win32') return;
  const names = ['', 'data.mdb', 'lock.mdb'];
  const modes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).mode & 0o777));
  const exposed = names.flatMap((name, i) => {
    const mode = modes[i] ?? 0;
    return (mode & OTHERS) === 0 ? [] : [`${join(path, name)} ${mode.toString(8)}`];
  });
  if (exposed.length === 0) return;
  logger.warn(
    { exposed },
    'The embedded store can be reached by other users of this machine; for its own user alone: chmod 700 for the folder, 600 for its files',
  );
}
