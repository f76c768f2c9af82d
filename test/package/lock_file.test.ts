import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';

interface LockedPackage {
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const root = path.resolve(import.meta.dirname, '../..');

async function readJson(name: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(root, name), 'utf8'));
}

describe('the lock file', () => {
  let locked: [string, LockedPackage][];

  before(async () => {
    const lock = (await readJson('package-lock.json')) as { packages: Record<string, LockedPackage> };
    locked = Object.entries(lock.packages);
  });

  it('names no registry, so that any mirror serves it', () => {
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).to.deep.equal(
      [],
    );
  });

  it('brings no install script that is not refused', async () => {
    const { allowScripts } = (await readJson('package.json')) as { allowScripts: Record<string, boolean> };
    const scripted = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([name]) => name.replace(/^.*node_modules\//, ''));
    expect(Object.entries(allowScripts)).to.have.deep.members(scripted.map((name) => [name, false]));
  });
});
