import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parseCheckpoint } from '../../server/domain/log/checkpoint.js';
import { verifiesNote } from '../../server/domain/log/signed_note.js';
import { SigningKey } from '../../server/services/seals/signing_key.js';
import { listening, run } from '../support/cli.js';

describe('case-activity keygen, and the key of the demo (N10.6)', function () {
  this.timeout(120_000);
  let cwd = '';
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-'));
  });
  afterEach(() => rm(cwd, { recursive: true, force: true }));

  it('prints a private key and its vkey, another one each time', async () => {
    const outputs: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const running = run(['keygen', '--origin', 'here.example'], { cwd });
      expect(await running.ended, running.stderr()).to.equal(0);
      outputs.push(running.stdout());
    }
    const [first = '', second] = outputs;
    expect(first).to.not.equal(second);
    const end = first.indexOf('here.example+');
    const key = createPrivateKey(first.slice(0, end));
    expect(key.asymmetricKeyType).to.equal('ed25519');
    expect(first.slice(end)).to.equal(`${new SigningKey('here.example', key).vkey}\n`);
    // The whole output will do as the file of the configuration.
    expect(createPrivateKey(first).equals(key)).to.equal(true);
  });

  it('refuses what is no name of an origin', async () => {
    const wrong = run(['keygen', '--origin', 'a b'], { cwd });
    expect(await wrong.ended).to.equal(64);
    expect(wrong.stderr()).to.contain('--origin must be');
    const without = run(['keygen'], { cwd });
    expect(await without.ended).to.not.equal(0);
    expect(wrong.stdout() + without.stdout()).to.equal('');
  });

  it('is made once by the demo, for its owner alone, and signs its log', async () => {
    const path = join(cwd, 'data/demo/signing-key.pem');
    const pems: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const running = run(['serve', '--port', '0'], { cwd });
      const url = await listening(running);
      const authorization = `Basic ${Buffer.from('elastic:demo-elastic').toString('base64')}`;
      const answer = await fetch(`${url}/api/activity/v1/log/checkpoint`, { headers: { authorization } });
      const checkpoint = parseCheckpoint(await answer.text());
      running.child.kill('SIGTERM');
      expect(await running.ended, running.stderr()).to.equal(0);
      const pem = await readFile(path, 'utf8');
      pems.push(pem);
      const key = new SigningKey('demo.example', createPrivateKey(pem)).verifier('default');
      expect(checkpoint?.size).to.be.above(1);
      expect(checkpoint && verifiesNote(checkpoint.note, [key])).to.equal(true);
    }
    expect(pems[0]).to.equal(pems[1]);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect((await stat(dirname(path))).mode & 0o777, 'the folder of the store').to.equal(0o700);
  });
});
