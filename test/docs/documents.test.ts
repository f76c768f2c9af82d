import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { AdopterProject, RESOLUTIONS, typescriptIn } from '../support/documents.js';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const ATTEMPTS = 600;

/** A program of the project, listening on a port of its own. */
class RunningHost {
  readonly url: string;
  readonly ended: Promise<unknown>;
  readonly #child: ChildProcessWithoutNullStreams;
  #output = '';

  constructor(folder: string, port: number) {
    this.url = `http://127.0.0.1:${String(port)}`;
    const env = { ...process.env, PORT: String(port), NODE_V8_COVERAGE: '' };
    this.#child = spawn(process.execPath, ['readme.js'], { cwd: folder, env });
    this.ended = once(this.#child, 'close');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (part: Buffer) => (this.#output += part.toString()));
    }
  }

  /** What it has printed once it listens. */
  async listening(): Promise<string> {
    for (let attempt = 0; attempt < ATTEMPTS && this.#child.exitCode === null; attempt += 1) {
      const answer = await fetch(this.url).catch(() => undefined);
      if (answer !== undefined) return this.#output;
      await setTimeout(50);
    }
    throw new Error(`does not listen, exit code ${String(this.#child.exitCode)}: ${this.#output}`);
  }

  stop(): void {
    this.#child.kill('SIGTERM');
  }
}

describe('the code in the documents', function () {
  this.timeout(180_000);
  let project: AdopterProject;
  before(async () => {
    project = await AdopterProject.make();
  });
  after(() => project.remove());

  for (const resolution of Object.keys(RESOLUTIONS) as (keyof typeof RESOLUTIONS)[]) {
    it(`compiles strictly against the built package with the resolution ${resolution}`, async () => {
      const hosts = await typescriptIn('docs/hosts.md');
      const readme = await typescriptIn('README.md');
      expect([readme.length, hosts.length]).to.deep.equal([1, 4]);
      const programs = Object.fromEntries(hosts.map((code, i) => [`hosts_${String(i)}`, code]));
      expect(await project.compile({ ...programs, readme: readme.join('') }, resolution)).to.equal('');
    });
  }

  it('of README runs, answers whoever may ask, and survives a second start', async () => {
    const [code = ''] = await typescriptIn('README.md');
    await project.compile({ readme: code }, 'node16');
    const histories: string[] = [];
    while (histories.length < 2) {
      const host = new RunningHost(project.folder, await freePort());
      try {
        const output = await host.listening();
        histories.push(/\/api\/cases\/\S+\/user_actions/.exec(output)?.[0] ?? output);
        // The second start still knows what the first has recorded.
        for (const history of histories) {
          expect(await fetch(host.url + history)).to.have.property('status', 401);
          const headers = { authorization: 'Bearer change-me' };
          expect(await (await fetch(host.url + history, { headers })).json()).to.have.length(2);
        }
      } finally {
        host.stop();
      }
      expect(await host.ended).to.deep.equal([0, null]);
    }
  });
});
