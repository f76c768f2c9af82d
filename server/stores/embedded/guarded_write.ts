import type { Database } from './database.js';

/** What must hold when lmdb executes a write: the key has this version; `undefined`: it does not exist. */
export interface Guard {
  readonly key: Buffer;
  readonly version: number | undefined;
}

/**
 * Applies the writes if every guard holds, else none of them, and answers which; durable when it answers.
 * lmdb's writer thread checks the guards: no JavaScript runs while the lock of all processes is held.
 * @throws lmdb's error when the disk is full or fails; then nothing was written
 */
export async function writeIf(db: Database, guards: readonly Guard[], apply: () => void): Promise<boolean> {
  const answers: Promise<boolean>[] = [];
  const guarded = (depth: number): void => {
    const guard = guards[depth];
    if (guard === undefined) {
      apply();
      return;
    }
    const inner = (): void => {
      guarded(depth + 1);
    };
    const { key, version } = guard;
    answers.push(version === undefined ? db.ifNoExists(key, inner) : db.ifVersion(key, version, inner));
  };
  guarded(0);
  return (await Promise.all(answers)).every(Boolean);
}
