import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');

/**
 * Makes the timeline one self-contained ES module that browsers load as it is. Its source map stands beside it and is
 * not named in it.
 */
export async function bundleTimeline(outfile: string): Promise<void> {
  await build({
    entryPoints: [path.join(root, 'timeline/index.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome123', 'firefox125', 'safari17.5'],
    conditions: ['production'],
    minify: true,
    sourcemap: 'external',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
}

if (process.argv[1] === import.meta.filename) {
  await bundleTimeline(path.resolve(process.argv[2] ?? path.join(root, 'dist/timeline/timeline.js')));
}
