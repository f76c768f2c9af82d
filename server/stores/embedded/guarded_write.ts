import type { Database } from './database.js';

/** What must hold when lmdb executes a write: the key has this version; `undefined`: it does not exist. */
export interface Guard {
  readonly key: Buffer;
  readonly version: number | undefined;
}

/**
 * Applies the writes if every guard holds, else none of them, and answers which; durable when it answers.
 * lmdb's writer thread checks the guards: no JavaScript runs while the lock of all processes is held.
 * @param apply answers the promises of writes with a condition of their own, which may hold or not
 * @throws lmdb's error when the disk is full or fails; then nothing was written
 */
export async function writeIf(
  db: Database,
  guards: readonly Guard[],
  apply: () => readonly Promise<unknown>[],
): Promise<boolean> {
  const answers: Promise<boolean>[] = [];
  const conditional: Promise<unknown>[] = [];
  const guarded = (depth: number): void => {
    const guard = guards[depth];
    if (guard === undefined) {
      conditional.push(...apply());
      return;
    }
    const inner = (): void => {
      guarded(depth + 1);
    };
    const { key, version } = guard;
    answers.push(version === undefined ? db.ifNoExists(key, inner) : db.ifVersion(key, version, inner));
  };
  guarded(0);
  const [held] = await Promise.all([Promise.all(answers), Promise.all(conditional)]);
  return held.every(Boolean);
}
