import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Running } from '../support/cli.js';
import { listening, run } from '../support/cli.js';
import type { DocumentedLine } from '../support/documented_lines.js';
import { documentedLines } from '../support/documented_lines.js';
import { differing } from '../support/sample_answers.js';

const HISTORIES = '/api/activity/v1';
/** A clock that stands still: so every answer is the same in each run, but for ids and hashes. */
const STILL = `
  const [Real, at] = [Date, Date.parse('2026-03-04T10:20:00.000Z')];
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length === 0 ? [at] : given)); }
    static now() { return at; }
  };
`;

describe('the lines of the documents that ask for histories', function () {
  this.timeout(120_000);
  let cwd: string;
  let demo: Running;
  let url: string;
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-docs-'));
    const clock = `--import data:text/javascript,${encodeURIComponent(STILL)}`;
    demo = run(['serve', '--port', '0'], { cwd, env: { NODE_OPTIONS: clock } });
    url = await listening(demo);
  });
  after(async () => {
    demo.child.kill('SIGTERM');
    await demo.ended;
    await rm(cwd, { recursive: true, force: true });
  });

  async function linesOf(file: string, follows: boolean): Promise<readonly DocumentedLine[]> {
    const lines = await documentedLines(file);
    return lines.filter((line) => line.path.startsWith(HISTORIES) && line.follows === follows);
  }

  async function answerTo({ credentials, path, type, body }: DocumentedLine): Promise<Response> {
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    const headers = { authorization, ...(type !== undefined && { 'content-type': type }) };
    return fetch(url + path, { headers, ...(body !== undefined && { method: 'POST', body }) });
  }

  for (const [file, least, samples] of [
    ['README.md', 3, 0],
    ['docs/native-api.md', 18, 13],
  ] as const) {
    it(`of ${file} are answered by the demo, with what the document says`, async () => {
      const lines = await linesOf(file, false);
      expect(lines).to.have.length.of.at.least(least);
      expect(lines.filter(({ sample }) => sample !== undefined)).to.have.length.of.at.least(samples);
      for (const line of lines) {
        const { path, sample } = line;
        const response = await answerTo(line);
        const text = await response.text();
        expect(response.status, `${path} ${text}`).to.equal(statusOf(line));
        if (sample !== undefined) {
          expectLike(line, valuesIn(sample), valuesIn(text));
        } else if (/\.(csv|ndjson)(\?|$)/.test(path)) {
          expect(text.trimEnd().split('\n'), path).to.have.length.above(path.includes('.csv') ? 1 : 2);
        } else if (path.includes('entries?')) {
          expect((JSON.parse(text) as { entries: readonly object[] }).entries, path).to.not.deep.equal([]);
        }
      }
    });
  }

  it('of docs/native-api.md that follow are answered with what there is', async () => {
    const lines = await linesOf('docs/native-api.md', true);
    expect(lines).to.have.length(2);
    for (const line of lines) {
      const { path, sample = '' } = line;
      const response = await answerTo(line);
      expect(response.status, path).to.equal(200);
      let text = '';
      // What comes behind the first entry may be long in coming.
      for await (const part of response.body ?? []) {
        text += Buffer.from(part as Uint8Array).toString();
        if (/event: entry\ndata: .*\n\n/.test(text)) break;
      }
      expect(text, path).to.match(/^retry: 3000\n\n(.|\n)*event: entry\ndata: \{/);
      if (sample === '') continue;
      const [said, came] = [firstEvent(sample), firstEvent(text)];
      expect(came.id, path).to.equal(said.id);
      expectLike(line, said.data, came.data);
    }
    expect(lines.some(({ sample }) => sample !== undefined)).to.equal(true);
  });
});

function expectLike({ path }: DocumentedLine, sample: unknown, answer: unknown): void {
  const where = differing(sample, answer);
  if (where !== undefined) expect.fail(`${path} answers otherwise: ${where}`);
}

/** What a problem says it is, else what goes without saying. */
function statusOf({ type, body, sample = '' }: DocumentedLine): number {
  if (type === 'application/x-ndjson') return 200;
  const [, said] = /^\{.*"status": (\d+)/m.exec(sample) ?? [];
  return said === undefined ? (body === undefined ? 200 : 201) : Number(said);
}

/** A JSON value, or those of all lines. */
function valuesIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text
      .trimEnd()
      .split('\n')
      .map((line): unknown => (line === '...' ? line : JSON.parse(line)));
  }
}

function firstEvent(text: string): { readonly id: string | undefined; readonly data: unknown } {
  const [, id, data = '{}'] = /^id: (\d+)\nevent: entry\ndata: (.*)$/m.exec(text) ?? [];
  return { id, data: JSON.parse(data) as unknown };
}
