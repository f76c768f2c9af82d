import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { unsupportedRuntime } from '../../bin/runtime.js';
import { run } from '../support/cli.js';

describe('the command on a runtime that it does not know', function () {
  this.timeout(120_000);

  /** Runs `--version` in a process that says it is another runtime. */
  function onRuntime(versions: Readonly<Record<string, string>>): ReturnType<typeof run> {
    const claim = `Object.defineProperty(process, 'versions', { value: { ...process.versions, ...${JSON.stringify(versions)} } })`;
    const claiming = `data:text/javascript,${encodeURIComponent(claim)}`;
    return run(['--version'], { cwd: tmpdir(), env: { NODE_OPTIONS: `--import=${claiming}` } });
  }

  for (const [versions, sentence] of [
    [{ node: '18.20.8' }, 'Node 18.20.8 is not supported: it needs Node ^20.19.0 || >=22.12.0'],
    [
      { bun: '1.4.5', node: '24.0.0' },
      'Bun is not supported (this is Bun 1.4.5): it needs Node ^20.19.0 || >=22.12.0',
    ],
  ] as const) {
    it(`says so in one line: ${sentence}`, async () => {
      const running = onRuntime(versions);
      expect(await running.ended).to.equal(1);
      expect(running.stderr()).to.equal(`case-activity: ${sentence}\n`);
      expect(running.stdout()).to.equal('');
    });
  }

  it('is decided as package.json says', () => {
    const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      engines: { node: string };
    };
    expect(unsupportedRuntime({ node: '0.0.0' })).to.contain(engines.node);
    const supported = ['20.19.0', '20.20.2', '22.12.0', '22.99.1', '23.0.0', '24.3.0', '30.0.0'];
    const refused = ['4.9.1', '16.20.2', '18.20.8', '20.18.3', '21.7.3', '22.11.0', ''];
    expect(supported.filter((node) => unsupportedRuntime({ node }) !== undefined)).to.deep.equal([]);
    expect(refused.filter((node) => unsupportedRuntime({ node }) === undefined)).to.deep.equal([]);
  });

  it('is known before anything else is read that an old runtime could stumble over', () => {
    for (const file of ['case_activity.ts', 'runtime.ts']) {
      const text = readFileSync(new URL(`../../bin/${file}`, import.meta.url), 'utf8');
      const imported = [...text.matchAll(/^import .*$/gm)].map(([line]) => line);
      expect(imported.filter((line) => !line.endsWith("from './runtime.js';"))).to.deep.equal([]);
    }
  });
});
