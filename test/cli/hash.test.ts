import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { listening, run } from '../support/cli.js';
import { MESSAGES } from '../support/message_folder.js';

describe('case-activity hash and check-config', function () {
  this.timeout(120_000);
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-'));
  });
  after(() => rm(cwd, { recursive: true, force: true }));

  /** The output of a command that reads this text. */
  async function output(args: readonly string[], input: string): Promise<string> {
    const running = run(args, { cwd, input });
    expect(await running.ended, running.stderr()).to.equal(0);
    return running.stdout();
  }

  it('make a configuration that lets its user and its key in', async () => {
    const password = await output(['hash', 'password'], 'hunter 2 ñ\nmore\n');
    const made = await output(['hash', 'key'], '');
    const key = /cbr_live_[A-Za-z0-9_-]{43}/.exec(made)?.[0] ?? '';
    expect(await output(['hash', 'key', '--stdin'], `${key}\n`)).to.equal(
      `keyHash: ${createHash('sha256').update(key).digest('hex')}\n`,
    );
    const roles = 'roles: [superuser]';
    const file = join(cwd, 'config.yaml');
    await writeFile(
      file,
      `caseActivity:
  security:
    users:
      - username: mira
        ${roles}
        ${password.trim()}
    apiKeys:
      - id: ci
        name: CI
        ${roles}
        ${made.split('\n')[1] ?? ''}
`,
    );
    expect(await output(['check-config', file], '')).to.match(
      /1 users, 1 apiKeys[\s\S]*The configuration is valid\./,
    );
    const served = run(['serve', '--config', file, '--port', '0'], { cwd });
    const url = `${await listening(served)}/api/cases/x/user_actions`;
    const status = async (authorization: string): Promise<number> =>
      (await fetch(url, { headers: { authorization } })).status;
    const basic = (secret: string): string => `Basic ${Buffer.from(`mira:${secret}`).toString('base64')}`;
    expect(await status(basic('hunter 2 ñ'))).to.equal(200);
    expect(await status(basic('hunter 2 n'))).to.equal(401);
    expect(await status(`Bearer ${key}`)).to.equal(200);
    served.child.kill('SIGTERM');
    expect(await served.ended).to.equal(0);
  });

  it('ask on a terminal without showing what is typed', async () => {
    const program = join(import.meta.dirname, '../../bin/case_activity.ts');
    const command = `${process.execPath} --import ${import.meta.resolve('tsx')} ${program} hash password`;
    // `script` gives the command a terminal.
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      cwd,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let shown = '';
    const asked = (question: string) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (shown.includes(question)) resolve();
        };
        child.stdout.on('data', look);
        look();
      });
    child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    await asked('Password: ');
    child.stdin.write('s3cret-typed\r');
    await asked('Once more: ');
    child.stdin.write('s3cret-typed\r');
    await new Promise((resolve) => child.once('close', resolve));
    expect(shown)
      .to.match(/passwordHash: "\$scrypt\$ln=14,r=8,p=1\$/)
      .and.not.contain('s3cret-typed');
  });

  it('say everything that is wrong, what is not meant, and make nothing', async () => {
    const file = join(cwd, 'faulty.yaml');
    await writeFile(file, 'server: { port: many }\ncaseActivity: { storage: { kind: tape } }\n');
    const faulty = run(['check-config', file], { cwd });
    expect(await faulty.ended).to.equal(78);
    expect(faulty.stderr()).to.contain('server.port:').and.contain('caseActivity.storage.kind:');
    await writeFile(
      file,
      'caseActivity: { storage: { path: ./never }, security: { roles: [{ name: r, kibana: [{ spaces: [nowhere], base: [read] }] }] } }',
    );
    const said = await output(['check-config', file], '');
    expect(said).to.contain('warning   caseActivity.security.roles[0].kibana[0].spaces[0]: "nowhere"');
    expect(said).to.contain('languages es, en, fr, pt, de\n');
  });

  it('read the messages beside the configuration', async () => {
    const file = join(cwd, 'spoken.yaml');
    await mkdir(join(cwd, 'words'));
    await writeFile(file, 'caseActivity: { casebender: { messages: words, locale: sr-Latn } }\n');
    const faulty = run(['serve', '--config', file], { cwd });
    expect(await faulty.ended).to.equal(78);
    expect(faulty.stderr()).to.contain('caseActivity.casebender.messages: the folder');
    await cp(join(MESSAGES, 'ja.json'), join(cwd, 'words', 'sr-Latn.json'));
    expect(await output(['check-config', file], '')).to.contain('languages es, en, fr, pt, de, sr-Latn\n');
  });
});
