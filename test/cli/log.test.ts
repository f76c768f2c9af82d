import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import type { Running } from '../support/cli.js';
import { listening, printed, run, runOnTerminal } from '../support/cli.js';

const DEBUG = 20;
const INFO = 30;
const ERROR = 50;

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly requestId?: string;
  readonly path?: string;
  readonly req?: { readonly id: string; readonly url: string };
}

describe('the log of the standalone host', function () {
  this.timeout(120_000);
  let cwd: string;
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-log-'));
  });
  afterEach(() => rm(cwd, { recursive: true, force: true }));

  /**
   * Serves, asks for the paths one after the other, stops; answers the lines of the log. A line is written once the
   * last byte of its answer is out, so that the client may have it before, and the next line too.
   */
  async function logOf(yaml: string, paths: readonly string[]): Promise<readonly Line[]> {
    await writeFile(join(cwd, 'config.yaml'), yaml);
    const served = run(['serve', '--config', 'config.yaml', '--port', '0'], { cwd });
    const url = await listening(served);
    for (const [i, path] of paths.entries()) {
      await (await fetch(url + path, { headers: { 'x-request-id': `request-${String(i)}` } })).text();
    }
    await stopped(served);
    return served
      .stderr()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  }

  async function stopped(served: Running): Promise<void> {
    served.child.kill('SIGTERM');
    expect(await served.ended).to.equal(0);
  }

  const open = 'caseActivity: { security: { enabled: false } }';
  const probes = ['/healthz', '/readyz', '/metrics'];

  it('has a line per request, and those of probes only at the level debug', async () => {
    const paths = [...probes, '/v1/alerts/healthz', '/nothing'];
    const info = await logOf(open, paths);
    expect(urls(info)).to.have.members(['/v1/alerts/healthz', '/nothing']);
    expect(info.map(({ level }) => level)).to.deep.equal([INFO, INFO]);
    const debug = await logOf(`server: { logLevel: debug }\n${open}`, paths);
    expect(urls(debug)).to.have.members(paths);
    expect(urls(debug.filter(({ level }) => level === DEBUG))).to.have.members(probes);
    expect(await logOf(`server: { logLevel: warn }\n${open}`, paths)).to.deep.equal([]);
  });

  it('knows the probes wherever they stand', async () => {
    const config = `server: { basePath: /activity }
caseActivity: { operations: { path: /ops }, security: { enabled: false } }`;
    expect(await logOf(config, ['/activity/ops/healthz', '/activity/ops/metrics'])).to.deep.equal([]);
  });

  it('has one line for a request that fails, with its error, its route and its id', async () => {
    const away = `caseActivity:
  storage: { kind: mongodb, uri: 'mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=200' }
  security: { enabled: false }`;
    const lines = await logOf(away, ['/v1/alerts/a/activities', '/api/cases/a/user_actions']);
    for (const [id, path] of [
      ['request-0', '/v1/alerts/a/activities'],
      ['request-1', '/api/cases/a/user_actions'],
    ] as const) {
      const about = lines.filter((line) => JSON.stringify(line).includes(id));
      expect(about.map(({ level, msg }) => [level, msg])).to.deep.equal([[ERROR, 'request failed']]);
      expect(about[0]).to.include({ requestId: id, path });
    }
  });

  it('tells of a deprecated route once', async () => {
    const path = '/api/cases/none/user_actions';
    const lines = await logOf(open, [path, path, path, '/api/cases/other/user_actions']);
    expect(lines.filter(({ msg }) => msg.startsWith('Deprecated'))).to.have.length(1);
    expect(urls(lines)).to.have.length(4);
  });

  it('has nothing of what the demo says to itself, and is for people on a terminal', async () => {
    const demo = runOnTerminal(['serve', '--port', '0'], { cwd });
    const url = await listening(demo);
    await (await fetch(`${url}/nothing`)).text();
    // A terminal drops what it has not shown yet when Ctrl-C is typed.
    await printed(demo, /request completed/);
    demo.child.stdin.write('\x03');
    expect(await demo.ended).to.equal(0);
    const lines = stripVTControlCharacters(demo.stdout()).split(/\r?\n/);
    const requests = lines.filter((line) => /\b(GET|POST|PATCH) \//.test(line) && !line.includes('curl'));
    expect(requests).to.have.length(1);
    expect(requests[0]).to.match(/\[\d\d:\d\d:\d\d\] INFO: GET \/nothing 404 in \d+ ms: request completed$/);
    expect(demo.stdout()).to.not.contain('"level"');
  });
});

function urls(lines: readonly Line[]): readonly string[] {
  return lines.flatMap(({ req }) => (req === undefined ? [] : [req.url]));
}
