import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { ROLES, startAlertHost } from '../support/casebender.js';
import { FollowedStream } from '../support/followed_stream.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { CLAIMS, NOW, SECRET, sign } from '../support/tokens.js';

const RECORD = '/records/alert/a-1/stream';
const LARGE = 200_000;

describe('bounds of streams (N6)', () => {
  let host: TestHost;
  afterEach(() => host.stop());

  async function start(config: Readonly<Record<string, unknown>>): Promise<void> {
    host = await startAlertHost({ config });
    await recordChange(host, undefined, { n: 0 });
  }

  const person = (username: string) => ({ principal: { username, roles: ['reader'] } });

  it('give a sign of life in silence, and none besides', async () => {
    await start({ native: { heartbeatMs: 1_000 } });
    const stream = await FollowedStream.open(host, RECORD);
    const begun = performance.now();
    await stream.until(({ events }) => events.length >= 3);
    expect(stream.events.map(({ text }) => text)).to.deep.equal(['retry: 3000', ': hb', ': hb']);
    expect(performance.now() - begun).to.be.above(1_500);
    stream.close();
  });

  it('hold for each caller and for all, apart from those of large answers, and free what has ended', async () => {
    await start({
      native: { maxStreams: 3, maxStreamsPerPrincipal: 2 },
      streams: { max: 1, maxPerPrincipal: 1 },
    });
    const open = [
      await FollowedStream.open(host, RECORD, person('ana')),
      await FollowedStream.open(host, '/stream', person('ana')),
    ];
    const own = await FollowedStream.refused(host, RECORD, person('ana'));
    expect([own.problem.status, own.problem.code]).to.deep.equal([429, 'TOO_MANY_STREAMS']);
    expect(own.response.headers['retry-after']).to.equal('5');
    open.push(await FollowedStream.open(host, RECORD, person('bob')));
    const all = await FollowedStream.refused(host, '/stream', person('eve'));
    expect([all.problem.status, all.problem.code]).to.deep.equal([503, 'STREAMS_EXHAUSTED']);
    expect(all.response.headers['retry-after']).to.equal('5');
    // A file has an end.
    const file = await FollowedStream.ask(host, '/entries.ndjson', person('ana'));
    expect(file.resume().statusCode).to.equal(200);
    await once(file, 'end');
    open[0]?.close();
    for (;;) {
      const response = await FollowedStream.ask(host, RECORD, person('ana'));
      response.on('error', () => undefined).destroy();
      if (response.statusCode === 200) break;
      await wait(20);
    }
    for (const stream of open) stream.close();
  });

  it('read no more than the client takes, and cut off one that takes nothing', async () => {
    await start({ streams: { idleMs: 1_000 }, native: { heartbeatMs: 1_000 } });
    const stream = await FollowedStream.open(host, RECORD);
    await stream.until(({ events }) => events.length > 0);
    stream.response.pause();
    let before: object = { n: 0 };
    for (let i = 0; i < 60; i += 1) {
      const after = { title: String(i).padEnd(LARGE) };
      await recordChange(host, before as { n: number }, after);
      before = after;
    }
    await wait(4_000);
    stream.response.resume();
    while (stream.ended === 'no') await wait(20);
    // Connections hold some of it; by far not all of the 24 MB.
    expect([stream.ended, stream.entries.length < 60]).to.deep.equal(['cut', true]);
    const { lastId = '0' } = stream;
    // Whoever comes again has the rest.
    const again = await FollowedStream.open(host, RECORD, { headers: { 'last-event-id': lastId } });
    await again.has(61 - Number(lastId));
    expect([...stream.seqs, ...again.seqs]).to.deep.equal(Array.from({ length: 60 }, (_, i) => i + 2));
    again.close();
  });
});

describe('a stream that a token lets in (N6)', () => {
  it('ends when the token and the leeway are over, however seldom access is looked at otherwise', async () => {
    let seconds = NOW;
    const jwt = [{ issuer: CLAIMS.iss, audience: CLAIMS.aud, secret: SECRET }];
    const config = { security: { roles: ROLES, jwt }, native: { recheckMs: 3_600_000 } };
    const host = await startHost({ config, clock: () => new Date(seconds * 1000) });
    try {
      await recordChange(host, undefined, { n: 0 });
      // Two seconds of the leeway are left.
      const token = await sign({ ...CLAIMS, exp: NOW - 58, roles: ['reader'] });
      const headers = { authorization: `Bearer ${token}` };
      const stream = await FollowedStream.open(host, RECORD, { principal: null, headers });
      await stream.until(({ events }) => events.length > 0);
      seconds += 3;
      expect(await stream.end()).to.equal('access');
    } finally {
      await host.stop();
    }
  });
});
