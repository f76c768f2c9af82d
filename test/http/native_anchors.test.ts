import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { NativeEntryPage } from '../../common/native.js';
import type { ReadCheckpoint } from '../../server/domain/log/checkpoint.js';
import type { AnchorReceiver } from '../support/anchor_receiver.js';
import { startReceiver } from '../support/anchor_receiver.js';
import { startAlertHost } from '../support/casebender.js';
import { figuresOf, valueOf } from '../support/figures.js';
import type { TestHost } from '../support/host.js';
import { NativeClient, recordChange } from '../support/native.js';
import { startSecondPlugin } from '../support/second_plugin.js';
import { aSigningKey, eventually, signedBy, verified } from '../support/signing.js';

const KEY = aSigningKey();
const AGE = 'case_activity_anchor_age_seconds{anchor="0",kind="webhook"}';
const SECRET = 'a secret of ours';
/** So often that a test need not wait, or not before it ends. */
const [OFTEN, NEVER] = [1_000, 86_400_000];

describe('anchors of a log (N10.6)', () => {
  let folder: string;
  let file: string;
  let receiver: AnchorReceiver;
  let host: TestHost | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'case-activity-'));
    file = join(folder, 'made', 'anchors.ndjson');
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await host?.stop();
    host = undefined;
    await receiver.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const webhook = () => ({ kind: 'webhook', url: receiver.url, secret: SECRET });

  async function start(anchors: readonly object[], checkpointEveryMs = OFTEN): Promise<TestHost> {
    const integrity = { ...signedBy(KEY), checkpointEveryMs, anchors };
    host = await startAlertHost({ config: { integrity } });
    return host;
  }

  /** What has been sent, each verified. */
  const sent = (): readonly ReadCheckpoint[] =>
    receiver.received.map(({ body }) => {
      const { space, checkpoint } = JSON.parse(body) as { space: string; checkpoint: string };
      return verified(checkpoint, space, KEY);
    });

  const kept = async (): Promise<readonly ReadCheckpoint[]> => {
    const text = await readFile(file, 'utf8').catch(() => '');
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => {
        const { at, checkpoint, ...rest } = JSON.parse(line) as { at: string; checkpoint: string };
        expect(rest).to.deep.equal({});
        expect(new Date(at).toISOString()).to.equal(at);
        return verified(checkpoint, 'default', KEY);
      });
  };

  type Found = readonly ReadCheckpoint[];
  const reached = (size: number, found: () => Found | Promise<Found>) =>
    eventually(async () => (await found()).find((one) => one.size >= size), `a tree of ${String(size)}`);

  async function age(of: TestHost): Promise<number> {
    const text = await figuresOf(of);
    expect(text).to.include(AGE);
    return valueOf(text, AGE);
  }

  it('get what is signed when the log has grown, and nothing when it has not', async () => {
    const { activity } = await start([{ kind: 'file', path: file }, webhook()]);
    await recordChange({ activity }, undefined, { n: 0 });
    // The entry, and the statement that tells of the key.
    await reached(2, sent);
    await reached(2, kept);
    const before = [sent().length, (await kept()).length];
    await recordChange({ activity }, { n: 0 }, { n: 1 });
    await reached(3, sent);
    await reached(3, kept);
    expect([sent().length, (await kept()).length]).to.deep.equal(before.map((count) => count + 1));
    const sizes = sent().map(({ size }) => size);
    expect(sizes).to.deep.equal([...new Set(sizes)].sort((a, b) => a - b));
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
  });

  it('are sent what Standard Webhooks says, with the secret as text or behind whsec_', async () => {
    const key = Buffer.from('0123456789abcdef01234567');
    const second = await startReceiver();
    try {
      const encoded = { kind: 'webhook', url: second.url, secret: `whsec_${key.toString('base64')}` };
      const { activity } = await start([webhook(), encoded]);
      await recordChange({ activity }, undefined, { n: 0 });
      await reached(1, sent);
      await eventually(() => Promise.resolve(second.received[0]), 'what the second one gets');
      for (const [at, secret] of [
        [receiver, SECRET],
        [second, key],
      ] as const) {
        const [first] = at.received;
        if (first === undefined) throw new Error('Nothing was received.');
        const { headers, body } = first;
        const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
        expect(headers['content-type']).to.equal('application/json');
        expect(id).to.match(/^msg_[\w-]{27}$/);
        expect(Math.abs(Number(timestamp) - Date.now() / 1000)).to.be.below(60);
        const hmac = createHmac('sha256', secret).update(`${String(id)}.${String(timestamp)}.${body}`);
        expect(signature).to.equal(`v1,${hmac.digest('base64')}`);
        expect(Object.keys(JSON.parse(body) as object)).to.deep.equal(['at', 'space', 'checkpoint']);
      }
    } finally {
      await second.stop();
    }
  });

  it('that fail get the newest when they are back, and the figures tell meanwhile', async () => {
    const failing = await start([webhook()]);
    receiver.answer = (_, response) => response.writeHead(500).end('x'.repeat(100_000));
    await recordChange(failing, undefined, { n: 0 });
    await reached(2, sent);
    await recordChange(failing, { n: 0 }, { n: 1 });
    await reached(3, sent);
    expect(await age(failing)).to.be.above(0);
    receiver.answer = undefined;
    const failed = receiver.received.length;
    await eventually(async () => ((await age(failing)) === 0 ? true : undefined), 'the anchor has all');
    const taken = receiver.received.slice(failed).map(({ headers }) => headers['webhook-id']);
    expect(new Set(taken)).to.have.length(1);
    expect(sent().at(-1)?.size).to.equal(3);
    // The same checkpoint again has the same id.
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).to.include(taken[0]);
  });

  it('are not followed to another address', async () => {
    receiver.answer = (_, response) => response.writeHead(307, { location: '/elsewhere' }).end();
    const redirected = await start([webhook()]);
    await recordChange(redirected, undefined, { n: 0 });
    await eventually(() => Promise.resolve(receiver.received[1]), 'another attempt');
    expect(receiver.received.map(({ path }) => path)).to.not.include('/elsewhere');
    expect(await age(redirected)).to.be.above(0);
  });

  it('that never answer hold up neither changes nor the end', async () => {
    receiver.answer = () => undefined;
    const silent = await start([webhook()]);
    await recordChange(silent, undefined, { n: 0 });
    await eventually(() => Promise.resolve(receiver.received[0]), 'what is never answered');
    await recordChange(silent, { n: 0 }, { n: 1 });
    expect(
      await new NativeClient(silent).read<NativeEntryPage>('/records/alert/a-1/entries'),
    ).to.have.nested.property('page.head', 2);
    const begun = performance.now();
    await silent.activity.stop();
    // It is told to end at once, and tries a last time for a second.
    expect(performance.now() - begun).to.be.below(5_000);
  });

  it('that cannot be written to are tried again, and the others get theirs', async () => {
    const { activity } = await start([
      { kind: 'file', path: join(folder, 'none\0') },
      { kind: 'file', path: file },
    ]);
    await recordChange({ activity }, undefined, { n: 0 });
    await reached(2, kept);
  });

  it('get what there is when the process stops', async () => {
    const stopping = await start([{ kind: 'file', path: file }], NEVER);
    await recordChange(stopping, undefined, { n: 0 });
    await stopping.activity.stop();
    expect((await kept()).at(-1)?.size).to.equal(2);
  });

  it('get each checkpoint from one of several processes', async () => {
    const first = await start([webhook()]);
    const integrity = { ...signedBy(KEY), checkpointEveryMs: OFTEN, anchors: [webhook()] };
    const second = await startSecondPlugin(first, { integrity });
    try {
      for (let n = 0; n < 4; n += 1) {
        await recordChange(n % 2 === 0 ? first : second, n === 0 ? undefined : { n: n - 1 }, { n });
        await reached(n + 2, sent);
      }
      const sizes = sent().map(({ size }) => size);
      expect(sizes).to.deep.equal([...new Set(sizes)]);
    } finally {
      await second.stop();
    }
  });
});
