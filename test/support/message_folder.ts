import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder with `ja.json`, complete, and `es.json`, which says one sentence otherwise. */
export const MESSAGES = fileURLToPath(new URL('../fixtures/messages', import.meta.url));

/** Calls with a folder of these files, which is removed afterwards. */
export function withMessages<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'case-activity-messages-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
