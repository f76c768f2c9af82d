import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { ground, plants } from './plants.js';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const { forbidden } = require('../../.dependency-cruiser.cjs') as { forbidden: readonly { name: string }[] };

/** A copy of the sources with every plant in it, beside the real `node_modules`. */
async function plantedTree(): Promise<string> {
  const tree = await mkdtemp(path.join(tmpdir(), 'boundaries-'));
  const sources = [
    'client',
    'common',
    'server',
    'bin',
    'timeline',
    'tsconfig.json',
    'package.json',
    '.dependency-cruiser.cjs',
  ];
  for (const source of sources)
    await cp(path.join(root, source), path.join(tree, source), { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  for (const { file, code } of [...ground, ...plants]) {
    await mkdir(path.dirname(path.join(tree, file)), { recursive: true });
    await writeFile(path.join(tree, file), `${code}\n`);
  }
  return tree;
}

async function violationsIn(tree: string): Promise<readonly Violation[]> {
  const cli = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  // Coverage of the checker itself would cost more than the check.
  const env = { ...process.env, NODE_V8_COVERAGE: undefined };
  const report = await promisify(execFile)(process.execPath, [cli, '.', '--output-type', 'json'], {
    cwd: tree,
    env,
    maxBuffer: 2 ** 28,
  }).catch((error: unknown) => error as { stdout: string }); // exits with the number of violations
  const { summary } = JSON.parse(report.stdout) as { summary: { violations: readonly Violation[] } };
  return summary.violations;
}

describe('the import tables of the design', () => {
  let violations: readonly Violation[];

  before(async function () {
    const tree = await plantedTree();
    try {
      violations = await violationsIn(tree);
    } finally {
      await rm(tree, { recursive: true });
    }
  });

  for (const { rule, file, breach } of plants) {
    it(`${rule}: refuses ${breach}`, () => {
      expect(violations.filter(({ from }) => from === file).map((found) => found.rule.name)).to.include(rule);
    });
  }

  it('are kept by the sources', () => {
    const planted = new Set([...ground, ...plants].map(({ file }) => file));
    const found = violations.filter(({ from }) => !planted.has(from));
    expect(found.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).to.deep.equal([]);
  });

  it('have a breach here for every rule', () => {
    expect(forbidden.map(({ name }) => name)).to.have.members([...new Set(plants.map(({ rule }) => rule))]);
  });
});
