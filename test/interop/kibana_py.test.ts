import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aUser } from '../support/kibana.js';
import type { TicketSystem } from '../support/ticket_system.js';
import { startTicketSystem } from '../support/ticket_system.js';

const STORY = fileURLToPath(new URL('kibana_py/story.py', import.meta.url));
const REQUIREMENTS = fileURLToPath(new URL('kibana_py/requirements.txt', import.meta.url));
const READS = [{ spaces: ['*'], base: ['read'], feature: {} }];

/** The first lines of the steps' docstrings, in their order. */
const STEPS = [
  'Tells the status and the figures of the server.',
  'Configures the cases of an owner, and changes that.',
  'Creates a case.',
  'Changes a case at the version that was read, once.',
  'Adds, changes, finds and deletes comments, and attaches alerts.',
  'Tells the ticket system of the case, which closes it.',
  'Reads all that happened to the case, page after page, both ways, and of some types alone.',
  'Finds cases by what they are, and the tags and reporters that there are.',
  "Raises what the client's users catch.",
  'Makes a space, works in it, and deletes it with what is in it.',
  'Deletes a case with all that was said about it.',
];

describe('the published Python client kibana-py (K1 to K18, P1, P3)', function () {
  // The client is fetched first.
  this.timeout(300_000);
  let host: TestHost;
  let tickets: TicketSystem;
  let story: ChildProcessWithoutNullStreams;
  let answers: AsyncIterator<string>;

  before(async () => {
    const python = await pythonWithClient();
    tickets = await startTicketSystem();
    host = await startHost({
      config: {
        kibana: { connectors: [tickets.connector()] },
        security: {
          roles: [{ name: 'reads', kibana: READS }],
          users: [aUser('root', 'superuser'), aUser('reader', 'reads')],
        },
      },
    });
    story = spawn(python, [STORY, host.url], { stdio: 'pipe' });
    story.stderr.pipe(process.stderr);
    answers = createInterface({ input: story.stdout })[Symbol.asyncIterator]();
  });
  after(async () => {
    story.kill('SIGKILL');
    await host.stop();
    await tickets.stop();
  });

  for (const step of STEPS) {
    it(step, async () => {
      story.stdin.write(`${step}\n`);
      const { value } = (await answers.next()) as { value: string | undefined };
      const { ok, problem, body } = JSON.parse(value ?? '{}') as {
        ok?: boolean;
        problem?: string;
        body?: unknown;
      };
      expect(ok, `${problem ?? 'the program has ended'}\n${JSON.stringify(body)}`).to.equal(true);
    });
  }

  it('has told the whole story', async () => {
    const written = [...(await readFile(STORY, 'utf8')).matchAll(/^def \w+\(\):\n {4}"""(.*?)"""/gm)];
    expect(written.map(([, line]) => line)).to.deep.equal(STEPS);
  });
});

/** A Python that has the client: made once for each version of what is wanted. */
async function pythonWithClient(): Promise<string> {
  const wanted = await readFile(REQUIREMENTS);
  const digest = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const folder = join(homedir(), '.cache', 'case-activity', `kibana-py-${digest}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'made'))) return python;
  await rm(folder, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', folder]);
  await run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS]);
  await mkdir(join(folder, 'made'));
  return python;
}

const run = promisify(execFile);
