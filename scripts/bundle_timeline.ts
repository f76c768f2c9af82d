import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';

const BROWSERS = ['chrome123', 'firefox125', 'safari17.5'];
const root = path.resolve(import.meta.dirname, '..');

/** What stands in css`…` without its blanks and comments: nobody reads it there. No value is put into it. */
const smallStyles: esbuild.Plugin = {
  name: 'small-styles',
  setup(build) {
    build.onLoad({ filter: /[\\/]timeline[\\/].*style[\\/]?.*\.ts$/ }, async ({ path: file }) => {
      let contents = await readFile(file, 'utf8');
      for (const [whole, style = ''] of contents.matchAll(/css`([^`]*)`/g)) {
        if (style.includes('${')) throw new Error(`${file}: a style with a value in it`);
        const { code } = await esbuild.transform(style, { loader: 'css', minify: true, target: BROWSERS });
        contents = contents.replace(whole, () => `css\`${code.trim().replaceAll('\\', '\\\\')}\``);
      }
      return { contents, loader: 'ts' };
    });
  },
};

/** Templates without what they are indented by: a blank is one blank, however many there are. */
const smallTemplates: esbuild.Plugin = {
  name: 'small-templates',
  setup(build) {
    build.onLoad({ filter: /[\\/]timeline[\\/]view[\\/].*\.ts$/ }, async ({ path: file }) => {
      const contents = await readFile(file, 'utf8');
      return { contents: contents.replaceAll(/\n +/g, '\n'), loader: 'ts' };
    });
  },
};

/**
 * Makes the timeline one self-contained ES module that browsers load as it is. Its source map stands beside it and is
 * not named in it.
 */
export async function bundleTimeline(outfile: string): Promise<void> {
  await esbuild.build({
    entryPoints: [path.join(root, 'timeline/index.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: BROWSERS,
    // What the packages of lit call one another by: all of them are in here.
    mangleProps: /^_\$/,
    plugins: [smallStyles, smallTemplates],
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
