import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';

const OWNER = 'securitySolution';
const CHANGES = 60;
const CHANGE_LENGTH = 200_000;

describe('answers that are streamed', function () {
  let host: TestHost;
  afterEach(() => host.stop());

  async function start(streams: object = {}): Promise<void> {
    host = await startHost({ config: { security: { roles: [] }, streams }, authenticate });
  }

  /** A record of 12 MB: more than connections take on their own. */
  async function recordLarge(kind: string, id: string): Promise<void> {
    const subject = { space: 'default', kind, id };
    const common = { subject, owner: OWNER, actor: { kind: 'system' } as const };
    let before: { title: string } | undefined;
    for (let i = 0; i < CHANGES; i += 1) {
      const after = { title: String(i).padEnd(CHANGE_LENGTH) };
      await host.activity.record(before === undefined ? { ...common, after } : { ...common, before, after });
      before = after;
    }
  }

  /** An answer of which nothing is read yet. */
  async function open(path: string, user = 'mira'): Promise<IncomingMessage> {
    const sent = request(`${host.url}${path}`, { agent: false, headers: { 'x-user': user } });
    sent.on('error', () => undefined);
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    return response;
  }

  const status = async (path: string, user?: string): Promise<number | undefined> => {
    const response = await open(path, user);
    response.destroy();
    return response.statusCode;
  };

  it('break the connection when they fail in the middle: a short list never looks whole', async () => {
    await start();
    await recordLarge('case', 'a');
    const response = await open('/api/cases/a/user_actions');
    const erased = await fetch(`${host.url}/api/cases?ids=["a"]`, {
      method: 'DELETE',
      headers: { 'kbn-xsrf': 'true', 'x-user': 'mira' },
    });
    expect(erased.status).to.equal(204);
    let end = '';
    const read = async (): Promise<void> => {
      for await (const chunk of response) end = String(chunk).slice(-10);
    };
    const failure: unknown = await read().catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'ECONNRESET');
    expect(response.complete).to.equal(false);
    expect(end).to.not.match(/\]$/);
  });

  it('are limited per caller, whatever the dialect, and free again when they end', async () => {
    await start({ maxPerPrincipal: 2, idleMs: 60_000 });
    await recordLarge('case', 'a');
    await recordLarge('alert', 'a');
    const first = await open('/api/cases/a/user_actions');
    const second = await open('/api/cases/a/user_actions');
    const refused = await fetch(`${host.url}/api/cases/a/user_actions`, { headers: { 'x-user': 'mira' } });
    expect([refused.status, refused.headers.get('retry-after')]).to.deep.equal([429, '5']);
    expect(refused.headers.get('warning')).to.equal(null);
    expect(await refused.json()).to.deep.equal({
      statusCode: 429,
      error: 'Too Many Requests',
      message: 'Too Many Requests',
    });
    expect(await status('/api/cases/a/user_actions', 'li')).to.equal(200);
    // What comes in one piece is no stream.
    expect(await status('/v1/alerts/a/activities?limit=100')).to.equal(200);
    expect(await status('/api/cases/none/user_actions')).to.equal(200);
    first.destroy();
    await eventually(async () => (await status('/api/cases/a/user_actions')) === 200);
    second.destroy();
  });

  it('are limited for all callers together, who are told to come back', async () => {
    await start({ max: 1, idleMs: 60_000 });
    await recordLarge('case', 'a');
    const first = await open('/api/cases/a/user_actions');
    const refused = await fetch(`${host.url}/api/cases/a/user_actions`, { headers: { 'x-user': 'li' } });
    expect([refused.status, refused.headers.get('retry-after')]).to.deep.equal([503, '5']);
    first.destroy();
    await eventually(async () => (await status('/api/cases/a/user_actions', 'li')) === 200);
  });

  it('are cut off for a client that takes nothing', async () => {
    await start({ idleMs: 200 });
    await recordLarge('case', 'a');
    const response = await open('/api/cases/a/user_actions');
    await wait(1_000);
    const ended: unknown = await once(response.resume(), 'end').catch((error: unknown) => error);
    expect(ended).to.have.property('code', 'ECONNRESET');
  });

  it('hold back what the same connection asks for behind them, until it is gone', async () => {
    await start();
    await recordLarge('case', 'a');
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1').pause();
    const body = JSON.stringify({ id: 'behind', title: 'T', severity: 'low' });
    const head = 'Host: x\r\nX-User: mira\r\n';
    socket.write(`GET /api/cases/a/user_actions HTTP/1.1\r\n${head}\r\n`);
    socket.write(
      `POST /v1/alerts HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`,
    );
    await wait(500);
    expect(await status('/v1/alerts/behind')).to.equal(404);
    socket.destroy();
    // Neither is running any more: else this would wait for them in vain.
    const begun = performance.now();
    await eventually(async () => (await status('/api/cases/none/user_actions')) === 200);
    await host.activity.stop();
    expect(performance.now() - begun).to.be.below(3_000);
  });

  it('answer what one connection asks for at once in order and whole', async () => {
    await start();
    await recordLarge('case', 'a');
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
    const asked = ['/api/cases/a/user_actions', '/api/cases/none/user_actions', '/api/cases/a/user_actions'];
    const lines = asked.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\nX-User: mira\r\n\r\n`);
    socket.write(`${lines.join('')}GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of socket) text += String(chunk).replaceAll(/ {50,}/g, '');
    const statuses = [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, found]) => found);
    expect(statuses).to.deep.equal(['200', '200', '200', '404']);
    expect(text.match(/"action_id"/g)).to.have.length(2 * CHANGES);
  });

  it('are waited for by stop(), as every running request', async () => {
    await start();
    const sent = request(`${host.url}/v1/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user': 'mira', expect: '100-continue' },
    });
    sent.flushHeaders();
    // The server has it: it waits for the body.
    await once(sent, 'continue');
    let stopped = false;
    const stopping = host.activity.stop().then(() => (stopped = true));
    await wait(300);
    expect(stopped).to.equal(false);
    sent.end(JSON.stringify({ id: 'late', title: 'T', severity: 'low' }));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.statusCode).to.equal(201);
    response.resume();
    await stopping;
  });
});

/** Callers say themselves who they are. */
function authenticate({ headers }: IncomingMessage): { username: string; roles: string[] } | undefined {
  const name = headers['x-user'];
  return typeof name === 'string' ? { username: name, roles: ['superuser'] } : undefined;
}

/** Resolves as soon as the condition holds; the test's own time limit ends it otherwise. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(20);
}
