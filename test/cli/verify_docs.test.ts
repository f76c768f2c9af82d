import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import { parseDocument } from 'yaml';
import { mountPlugin } from '../../server/index.js';
import { runScript } from '../support/cli.js';
import { SILENT } from '../support/host.js';
import { recordChange } from '../support/native.js';

const PAGE = readFileSync(new URL('../../docs/integrity.md', import.meta.url), 'utf8');

/** The blocks of the page in this language. */
function blocks(language: string): readonly string[] {
  const found = PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'));
  return [...found].map(([, block = '']) => block);
}

describe('the page about integrity', function () {
  this.timeout(120_000);
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-integrity-'));
    await mkdir(join(cwd, 'data'));
  });
  after(() => rm(cwd, { recursive: true, force: true }));

  async function shell(script: string): Promise<string> {
    const running = runScript(script, { cwd });
    expect(await running.ended, running.stderr() + running.stdout()).to.equal(0);
    return running.stdout();
  }

  /** The configuration of the page; its anchors are elsewhere. */
  function configuration(): object {
    const document = parseDocument(blocks('yaml')[0] ?? '');
    document.setIn(['caseActivity', 'storage'], { kind: 'embedded', path: './data' });
    document.setIn(['caseActivity', 'integrity', 'anchors'], [{ kind: 'file', path: './anchors.ndjson' }]);
    return document.toJS() as object;
  }

  it('has examples that verify an export and a store', async () => {
    const [keygen = '', ofExport = '', ofStore = ''] = blocks('sh');
    await shell(keygen);
    const config = configuration();
    await writeFile(join(cwd, 'config.yaml'), JSON.stringify(config));
    const activity = await mountPlugin(express(), { config, baseDir: cwd, logger: SILENT });
    await recordChange({ activity }, undefined, { title: 'T' });
    await activity.stop();
    const [counts = '', json = ''] = (await shell(ofExport)).split('\nvalid\n');
    expect(counts).to.match(/^entries {6}[1-9]/);
    expect(JSON.parse(json)).to.include({ valid: true, complete: true });
    const pinned = `VKEY=${(await readFile(join(cwd, 'signing-2026.pem'), 'utf8')).trim().split('\n').at(-1) ?? ''}`;
    expect((await shell(`${pinned}\n${ofStore}`)).match(/^valid$/gm)).to.have.length(2);
  });
});
