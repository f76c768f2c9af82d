import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Running } from '../support/cli.js';
import { listening, run } from '../support/cli.js';
import { AdopterProject, RESOLUTIONS, typescriptIn } from '../support/documents.js';

const TOKEN = /getToken: .*,/;
const ANA = `headers: { authorization: 'Basic ${Buffer.from('ana.garcia:demo-ana').toString('base64')}' },`;

describe('the example of the client in docs/native-api.md', function () {
  this.timeout(180_000);
  let cwd: string;
  let demo: Running;
  let project: AdopterProject;
  before(async () => {
    project = await AdopterProject.make();
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-client-'));
    demo = run(['serve', '--port', '0'], { cwd });
  });
  after(async () => {
    demo.child.kill('SIGTERM');
    await demo.ended;
    await rm(cwd, { recursive: true, force: true });
    await project.remove();
  });

  it('compiles strictly, and reads the history of the demo when its address and its people are put in', async () => {
    const [code = ''] = await typescriptIn('docs/native-api.md');
    for (const resolution of Object.keys(RESOLUTIONS) as (keyof typeof RESOLUTIONS)[]) {
      expect(await project.compile({ client: code }, resolution)).to.equal('');
    }
    expect(code).to.match(TOKEN);
    const own = code.replace('https://soc.example/history', await listening(demo)).replace(TOKEN, ANA);
    expect(await project.compile({ client: own }, 'node16')).to.equal('');
    const ran = promisify(execFile)(process.execPath, ['client.js'], { cwd: project.folder });
    const { stdout, stderr } = await ran;
    expect(stdout).to.match(/^\d+ \d{4}-\d\d-\d\dT\S+Z Changed severity from/m);
    expect(stdout).to.contain("field: 'severity'").and.to.contain('alert-phishing-1');
    expect(stderr).to.contain('RECORD_NOT_FOUND []');
  });
});
