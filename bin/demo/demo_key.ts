import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeSigningKey } from '../../server/config.js';
import { DEMO_KEY_FILE } from './demo_config.js';

/** Makes the demo's signing key where there is none, for its owner alone. Nothing else makes one by itself (N10.6). */
export function makeDemoKey(baseDir: string): void {
  const path = resolve(baseDir, DEMO_KEY_FILE);
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Of two that start at the same moment one writes it.
  try {
    writeFileSync(path, makeSigningKey('demo.example').pem, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
  chmodSync(path, 0o600);
}
