import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { NativeEntryPage } from '../../common/native.js';
import type { Running } from '../support/cli.js';
import { listening, run } from '../support/cli.js';
import { OpenLines } from '../support/open_lines.js';

const RECORDS = 5;
const CHANGES = 200;
/** Behind so many answers the host is killed. */
const DEATHS = [1, 150, 600];

describe('lines in the middle of which the host is killed (N7.3)', function () {
  this.timeout(120_000);
  let cwd: string;
  let running: Running;
  let url: string;
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-cli-'));
    const config = { storage: { kind: 'embedded', path: './store' }, security: { enabled: false } };
    // JSON is YAML.
    await writeFile(join(cwd, 'config.yaml'), JSON.stringify({ caseActivity: config }));
  });
  after(async () => {
    running.child.kill('SIGKILL');
    await running.ended;
    await rm(cwd, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    running = run(['serve', '--config', join(cwd, 'config.yaml'), '--port', '0'], { cwd });
    url = await listening(running);
  }

  const file = Array.from({ length: RECORDS * CHANGES }, (_, i) => {
    const n = Math.floor(i / RECORDS) + 1;
    return {
      ...{ record: { kind: 'server', id: `s${String(i % RECORDS)}` }, owner: 'cases' },
      ...(n > 1 && { before: { n: n - 1 } }),
      ...{ after: { n }, feed: { id: 'f', position: n } },
    };
  });
  const text = file.map((line) => `${JSON.stringify(line)}\n`).join('');

  it('are there exactly once when they are sent again, and what was answered was there', async () => {
    let answered = 0;
    for (const death of DEATHS) {
      await start();
      const lines = new OpenLines(url, {});
      const written = lines.write(text);
      for (let i = 0; i < death; i += 1) {
        const result = await lines.next();
        if (i < answered) expect(result).to.deep.equal({ line: i + 1, status: 'duplicate' });
      }
      running.child.kill('SIGKILL');
      await running.ended;
      lines.cut();
      await written.catch(() => undefined);
      answered = death;
    }
    await start();
    const lines = new OpenLines(url, {});
    await lines.write(text);
    lines.end();
    const results = await lines.rest();
    expect(results).to.have.length(file.length);
    for (const [i, { status }] of results.entries()) {
      expect(status).to.be.oneOf(i < answered ? ['duplicate'] : ['duplicate', 'recorded']);
    }
    for (let i = 0; i < RECORDS; i += 1) {
      const path = `${url}/api/activity/v1/records/server/s${String(i)}/entries?order=asc&limit=500`;
      const { entries, page } = (await (await fetch(path)).json()) as NativeEntryPage;
      expect(page.total).to.equal(CHANGES);
      const values = entries.map(({ change }) => change['after'] ?? change['snapshot']);
      expect(values).to.deep.equal([{ n: 1 }, ...Array.from({ length: CHANGES - 1 }, (_, at) => at + 2)]);
    }
  });
});
