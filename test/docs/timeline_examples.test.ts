import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const TSC = path.resolve('node_modules/typescript/bin/tsc');

/** What the example uses of React's types, as `@types/react` 19 has it: React itself is no dependency here. */
const REACT = `
declare module 'react' {
  export interface RefObject<T> { current: T }
  export interface HTMLAttributes<T> { className?: string; onClick?: (event: T) => void }
  export type DetailedHTMLProps<E extends HTMLAttributes<T>, T> = { ref?: RefObject<T | null>; key?: string } & E;
  export function useRef<T>(first: T | null): RefObject<T | null>;
  export function useLayoutEffect(effect: () => void | (() => void), of?: readonly unknown[]): void;
  export namespace JSX { interface IntrinsicElements {} interface Element {} }
}
declare module 'react/jsx-runtime' {
  export { JSX } from 'react';
  export const jsx: unknown;
}
`;

/** The macros of `<script setup>`. */
const VUE = `
declare function defineProps<Props>(): Props;
declare function defineEmits<Events extends Record<string, unknown[]>>():
  <Name extends keyof Events>(name: Name, ...values: Events[Name]) => void;
`;

describe('the examples that embed the timeline', function () {
  this.timeout(120_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'embedded-'));
    await writeFile(path.join(folder, 'react.d.ts'), REACT);
    await writeFile(path.join(folder, 'vue.d.ts'), VUE);
  });
  after(() => rm(folder, { recursive: true }));

  async function faultsOf(file: string, code: string): Promise<string> {
    await writeFile(path.join(folder, file), code);
    const compilerOptions = {
      ...{ module: 'ESNext', moduleResolution: 'bundler', target: 'ES2023', jsx: 'react-jsx' },
      ...{ strict: true, noEmit: true, types: [], lib: ['ES2023', 'DOM', 'DOM.Iterable'] },
      paths: { 'case-activity/timeline': [path.resolve('timeline/public.d.ts')] },
    };
    const files = [file, 'react.d.ts', 'vue.d.ts'];
    await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const ran = promisify(execFile)(process.execPath, [TSC, '-p', folder]);
    return ran.then(
      () => '',
      (error: unknown) => (error as { stdout: string }).stdout,
    );
  }

  it('have the right types in React, and would not with wrong ones', async () => {
    const code = await readFile('examples/timeline_react.tsx', 'utf8');
    expect(await faultsOf('timeline_react.tsx', code)).to.equal('');
    expect(
      await faultsOf('wrong.tsx', code.replace('onSelect(detail.entry)', 'onSelect(detail)')),
    ).to.contain('TS2345');
  });

  it('have the right types in Vue, and properties that there are', async () => {
    const text = await readFile('examples/timeline_vue.vue', 'utf8');
    const [, code = ''] = /<script setup lang="ts">\n([^]*?)<\/script>/.exec(text) ?? [];
    const [, tag = ''] = /<case-activity-timeline\n([^]*?)\/>/.exec(text) ?? [];
    const set = [...tag.matchAll(/^ +:?(\w+)(?:\.prop)?(?:=|$)/gm)].map(([, name]) => name);
    expect(set).to.include.members(['kind', 'record', 'live', 'getToken']);
    const uses = set.map((name) => `used.${String(name)};`).join('\n');
    const used = `\ndeclare const used: import('case-activity/timeline').CaseActivityTimeline;\n${uses}\nexport { select };`;
    expect(await faultsOf('timeline_vue.ts', code + used)).to.equal('');
    const wrong = `${code}${used}`.replace("'case-activity-select'", "'case-activity-chosen'");
    expect(await faultsOf('wrong.ts', wrong)).to.contain('TS2339');
  });
});
