import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Called with false when a connection is gone; one listener for all that wait on it. */
const waiting = new WeakMap<Socket, Set<(hasTurn: boolean) => void>>();

/**
 * Waits until the answers to earlier requests of the same connection are out: Node starts the handlers of pipelined
 * requests at once, and what they answer would be kept in memory until its turn comes.
 * @returns false when the connection is gone first; nobody else is told, as such a response is never closed
 */
export async function hasTurn(socket: Socket, response: ServerResponse): Promise<boolean> {
  if (response.socket !== null) return true;
  const others = waiting.get(socket) ?? watched(socket);
  return new Promise((resolve) => {
    others.add(resolve);
    response.once('socket', () => {
      others.delete(resolve);
      resolve(true);
    });
  });
}

function watched(socket: Socket): Set<(hasTurn: boolean) => void> {
  const others = new Set<(hasTurn: boolean) => void>();
  waiting.set(socket, others);
  socket.once('close', () => {
    for (const resolve of others) resolve(false);
  });
  return others;
}
