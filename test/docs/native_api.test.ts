import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Running } from '../support/cli.js';
import { listening, run } from '../support/cli.js';

const CURL =
  /^curl -u (\S+) (?:-H "content-type: (\S+)" (?:-d|--data-binary) '([^']+)' )?"?http:\/\/127\.0\.0\.1:5601(\/api\/activity\/v1[^"\s]*)"?$/gm;

interface Line {
  readonly credentials: string;
  readonly path: string;
  /** What is sent, where something is. */
  readonly type: string | undefined;
  readonly body: string | undefined;
}

const FOLLOWING =
  /^curl -N -u (\S+) ()()"http:\/\/127\.0\.0\.1:5601(\/api\/activity\/v1[^"\s]*\/stream[^"\s]*)"$/gm;

/** The lines of a document that ask for histories: who asks, and what. */
async function linesOf(file: string, form = CURL): Promise<readonly Line[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(form)].map(([, credentials = '', type, body, path = '']) => ({
    ...{ credentials, type, body, path },
  }));
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
    ['docs/native-api.md', 13],
  ] as const) {
    it(`of ${file} are answered by the demo, with something in it`, async () => {
      const lines = await linesOf(file);
      expect(lines).to.have.length.of.at.least(least);
      for (const { credentials, path, type, body: sent } of lines) {
        const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
        const headers = { authorization, ...(type !== undefined && { 'content-type': type }) };
        const request = sent === undefined ? {} : { method: 'POST', body: sent };
        const response = await fetch(url + path, { headers, ...request });
        const text = await response.text();
        const isLines = type === 'application/x-ndjson';
        expect(response.status, `${path} ${text}`).to.equal(sent === undefined || isLines ? 200 : 201);
        if (/\.(csv|ndjson)(\?|$)/.test(path)) {
          expect(text.trimEnd().split('\n'), path).to.have.length.above(path.includes('.csv') ? 1 : 2);
          continue;
        }
        if (isLines) expect(JSON.parse(text)).to.deep.equal({ line: 1, status: 'recorded', seq: [1] });
        const body = JSON.parse(text) as { entries?: readonly object[] };
        if (body.entries !== undefined && path.includes('entries?'))
          expect(body.entries, path).to.not.deep.equal([]);
      }
    });
  }

  it('of docs/native-api.md that follow are answered with what there is', async () => {
    const lines = await linesOf('docs/native-api.md', FOLLOWING);
    expect(lines).to.have.length(2);
    for (const { credentials, path } of lines) {
      const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
      const response = await fetch(url + path, { headers: { authorization } });
      expect(response.status, path).to.equal(200);
      let text = '';
      // What comes behind the first entry may be long in coming.
      for await (const part of response.body ?? []) {
        text += Buffer.from(part as Uint8Array).toString();
        if (text.includes('event: entry')) break;
      }
      expect(text, path).to.match(/^retry: 3000\n\n(.|\n)*event: entry\ndata: \{/);
    }
  });
});
