import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';

/** The creation of an alert, of which the host has the headers and waits for the body. */
export async function halfSent(
  url: string,
  i: number,
): Promise<{ readonly finish: () => void; readonly answered: Promise<number | undefined> }> {
  const body = JSON.stringify({ id: `a-${String(i)}`, title: 'x', severity: 'low' });
  const sent = request(url, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' },
  });
  sent.flushHeaders();
  await once(sent, 'continue');
  const answered = once(sent, 'response').then(([response]) => (response as IncomingMessage).statusCode);
  return { finish: () => sent.end(body), answered };
}

/** Resolves when the host does not listen any more. */
export async function refusesConnections(url: string): Promise<void> {
  for (;;) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    try {
      await once(socket, 'connect');
    } catch {
      return;
    } finally {
      socket.destroy();
    }
  }
}
