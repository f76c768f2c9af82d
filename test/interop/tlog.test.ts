import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { makeSigningKey } from '../../server/config.js';
import { formatVkey, parseVkey } from '../../server/domain/log/signed_note.js';
import { makeScryptHash } from '../../server/access/scrypt_hash.js';
import { startHost } from '../support/host.js';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';

const PROGRAM = fileURLToPath(new URL('tlog', import.meta.url));
const AUTHORIZATION = `Basic ${Buffer.from('auditor:hunter2').toString('base64')}`;
const ORIGIN = 'here.example';

describe("Go's implementation of signed notes and tiled logs (N10.3, N18)", function () {
  // The program and its one package are fetched and compiled first.
  this.timeout(300_000);
  const { pem, vkey } = makeSigningKey(ORIGIN);
  const key = parseVkey(vkey);
  let host: TestHost;
  let folder = '';
  let checkpoint = '';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'case-activity-'));
    const built = go(['build', '-o', join(folder, 'verify'), '.']);
    expect(built.status, built.stderr).to.equal(0);
    const user = { username: 'auditor', roles: ['superuser'], passwordHash: await makeScryptHash('hunter2') };
    host = await startHost({
      config: { security: { users: [user] }, integrity: { origin: ORIGIN, keys: [{ key: pem }] } },
    });
    await grow(100);
    const answer = await fetch(`${host.url}/api/activity/v1/log/checkpoint`, {
      headers: { authorization: AUTHORIZATION },
    });
    checkpoint = await answer.text();
    expect(answer.status, checkpoint).to.equal(200);
    // More than a full tile.
    await grow(300);
  });
  after(async () => {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function grow(fields: number): Promise<void> {
    const state = (n: number) =>
      Object.fromEntries(Array.from({ length: fields }, (_, i) => [`f${String(i)}`, n]));
    const subject = { space: 'default', kind: 'alert', id: `of-${String(fields)}` };
    await recordChange(host, undefined, state(0), { subject });
    await recordChange(host, state(0), state(1), { subject });
  }

  function go(args: readonly string[]) {
    const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}${delimiter}/usr/local/go/bin` };
    return spawnSync('go', args, {
      cwd: PROGRAM,
      env: { ...env, GOFLAGS: '-mod=readonly' },
      encoding: 'utf8',
    });
  }

  async function verify(
    over: object = {},
  ): Promise<{ readonly code: number | null; readonly output: string }> {
    const input = {
      url: `${host.url}/api/activity/v1`,
      authorization: AUTHORIZATION,
      vkey: key && formatVkey({ ...key, name: `${ORIGIN}/default` }),
      checkpoint,
      entry: '/records/alert/of-300/entries/150',
      ...over,
    };
    // Not synchronous: the server it asks is this process.
    const child = spawn(join(folder, 'verify'), { stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output += String(chunk)));
    child.stdin.end(JSON.stringify(input));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, output };
  }

  it('verifies the checkpoint, the tiles, both consistency proofs and the proof of an entry', async () => {
    const { code, output } = await verify();
    expect(code, output).to.equal(0);
    // Two creations, what has changed, and the statement of the key.
    expect(output).to.match(/^verified: 403 entries go on from 102, entry at \d+\n$/);
  });

  it('refuses them with another key, and another checkpoint', async () => {
    const other = parseVkey(makeSigningKey(ORIGIN).vkey);
    const wrong = await verify({ vkey: other && formatVkey({ ...other, name: `${ORIGIN}/default` }) });
    expect(wrong.code).to.equal(1);
    const changed = await verify({ checkpoint: checkpoint.replace('\n102\n', '\n101\n') });
    expect(changed.code).to.equal(1);
    expect(wrong.output + changed.output).to.contain('signature');
  });
});
