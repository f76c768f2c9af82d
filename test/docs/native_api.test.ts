import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Running } from '../support/cli.js';
import { listening, run } from '../support/cli.js';

const CURL = /^curl -u (\S+) "?http:\/\/127\.0\.0\.1:5601(\/api\/activity\/v1[^"\s]*)"?$/gm;

/** The lines of a document that ask for histories: who asks, and what. */
async function linesOf(file: string): Promise<(readonly [credentials: string, path: string])[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(CURL)].map(([, credentials = '', path = '']) => [credentials, path]);
}

describe('the lines of the documents that ask for histories', function () {
  this.timeout(120_000);
  let cwd: string;
  let demo: Running;
  let url: string;
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-docs-'));
    demo = run(['serve', '--port', '0'], { cwd });
    url = await listening(demo);
  });
  after(async () => {
    demo.child.kill('SIGTERM');
    await demo.ended;
    await rm(cwd, { recursive: true, force: true });
  });

  for (const [file, least] of [
    ['README.md', 3],
    ['docs/native-api.md', 9],
  ] as const) {
    it(`of ${file} are answered by the demo, with something in it`, async () => {
      const lines = await linesOf(file);
      expect(lines).to.have.length.of.at.least(least);
      for (const [credentials, path] of lines) {
        const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
        const response = await fetch(url + path, { headers: { authorization } });
        const text = await response.text();
        expect(response.status, `${path} ${text}`).to.equal(200);
        if (/\.(csv|ndjson)(\?|$)/.test(path)) {
          expect(text.trimEnd().split('\n'), path).to.have.length.above(path.includes('.csv') ? 1 : 2);
          continue;
        }
        const body = JSON.parse(text) as { entries?: readonly object[] };
        if (body.entries !== undefined && path.includes('entries?'))
          expect(body.entries, path).to.not.deep.equal([]);
      }
    });
  }
});
