import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';

const root = path.resolve(import.meta.dirname, '../..');

interface Instruction {
  readonly name: string;
  readonly text: string;
}

interface Copy {
  /** The stage that the files come from; `undefined`: the folder that the image is built from. */
  readonly from: string | undefined;
  readonly sources: readonly string[];
}

async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(path.join(root, file), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** The instructions of each stage, `FROM` first. Every instruction is one line. */
async function stages(): Promise<Instruction[][]> {
  const found: Instruction[][] = [];
  for (const line of await linesOf('Dockerfile')) {
    const [, name = '', text = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === '') throw new Error(`no instruction: ${line}`);
    if (name === 'FROM') found.push([]);
    found.at(-1)?.push({ name, text });
  }
  return found;
}

function textsOf(stage: readonly Instruction[], name: string): string[] {
  return stage.filter((one) => one.name === name).map(({ text }) => text);
}

function copiesOf(stage: readonly Instruction[]): Copy[] {
  return textsOf(stage, 'COPY').map((text) => {
    const words = text.split(' ');
    const from = /^--from=(.+)$/.exec(words[0] ?? '')?.[1];
    return { from, sources: words.slice(from === undefined ? 0 : 1, -1) };
  });
}

describe('the container image', () => {
  let all: Instruction[][];
  let last: Instruction[];

  before(async () => {
    all = await stages();
    last = all.at(-1) ?? [];
  });

  it('copies what is in the repository', async () => {
    const sources = all.flatMap(copiesOf).flatMap(({ from, sources }) => (from === undefined ? sources : []));
    expect(sources).to.include.members(['package-lock.json', 'server', 'docs/openapi.json']);
    const there = await Promise.all(
      sources.map((source) =>
        stat(path.join(root, source)).then(
          () => true,
          () => false,
        ),
      ),
    );
    const missing = sources.filter((_source, i) => there[i] !== true);
    expect(missing).to.deep.equal([]);
  });

  it('is built from nothing else, so that no store or secret gets into a layer', async () => {
    const [first, ...others] = await linesOf('.dockerignore');
    const sources = all.flatMap(copiesOf).flatMap(({ from, sources }) => (from === undefined ? sources : []));
    expect(first).to.equal('*');
    expect(others).to.have.members([...new Set(sources)].map((source) => `!${source}`));
  });

  it('takes from other stages what they have', () => {
    const names = all.map((stage) => / AS (\w+)$/.exec(stage[0]?.text ?? '')?.[1]);
    const from = copiesOf(last).flatMap((copy) => copy.from ?? []);
    expect(from).to.have.members(names.filter((name) => name !== undefined));
  });

  it('has production dependencies only, none of which runs a script', () => {
    const stage = all.find((one) => one[0]?.text.endsWith(' AS dependencies') === true) ?? [];
    const installs = textsOf(stage, 'RUN').filter((text) => text.startsWith('npm '));
    expect(installs).to.have.length(1);
    expect(installs[0])
      .to.match(/^npm ci /)
      .and.to.include('--omit=dev')
      .and.to.include('--ignore-scripts');
    expect(copiesOf(last).filter(({ sources }) => sources.includes('/app/node_modules'))).to.deep.equal([
      { from: 'dependencies', sources: ['/app/node_modules'] },
    ]);
    expect(textsOf(last, 'RUN').filter((text) => text.includes('npm'))).to.deep.equal([]);
  });

  it('runs on a Node that package.json allows, without root', async () => {
    const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(manifest.engines.node).to.include('>=22');
    for (const stage of all) expect(stage[0]?.text).to.match(/^node:22-slim( AS \w+)?$/);
    expect(textsOf(last, 'USER').at(-1))
      .to.match(/^[a-z]+$/)
      .and.not.to.equal('root');
    const after = last.slice(last.map(({ name }) => name).lastIndexOf('USER'));
    expect(after.map(({ name }) => name)).not.to.include.members(['RUN']);
  });

  it('starts the command of package.json without a shell, so that SIGTERM reaches it', async () => {
    const { bin } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    const command = bin['case-activity'] ?? '';
    expect(textsOf(last, 'ENTRYPOINT').map((text) => JSON.parse(text) as unknown)).to.deep.equal([
      ['node', command],
    ]);
    // What is compiled to it is there.
    const source = command.replace(/^dist\//, '').replace(/\.js$/, '.ts');
    expect((await stat(path.join(root, source))).isFile()).to.equal(true);
  });

  it('asks after itself at the port it serves', () => {
    const [, , port = ''] = /"(--port)", "(\d+)"/.exec(textsOf(last, 'CMD')[0] ?? '') ?? [];
    expect(textsOf(last, 'EXPOSE')).to.deep.equal([port]);
    const [check = ''] = textsOf(last, 'HEALTHCHECK');
    const [runtime, flag, script] = JSON.parse(check.slice(check.indexOf('CMD ') + 4)) as string[];
    expect([runtime, flag]).to.deep.equal(['node', '-e']);
    expect(script).to.include(`http://127.0.0.1:${port}/healthz`);
  });

  it('keeps data in a volume of its user', () => {
    expect(textsOf(last, 'VOLUME')).to.deep.equal(['/data']);
    const user = textsOf(last, 'USER').at(-1) ?? '';
    expect(textsOf(last, 'RUN')).to.deep.equal([`install -d -o ${user} -g ${user} -m 0700 /data`]);
  });
});
