import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';

rmSync('dist', { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
// Faults go to stderr: stdout belongs to `npm pack --json`.
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  stdio: ['ignore', 2, 2],
});
if (status !== 0) process.exit(1);
// `manifest.ts` reads `../plugin.json`: the manifest has to stand at the same place in `dist` as in the sources.
copyFileSync('plugin.json', 'dist/plugin.json');
