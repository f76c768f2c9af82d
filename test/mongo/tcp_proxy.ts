import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Of the event loop, in which the end of a socket becomes known in the same process. */
const TURNS = 5;

/** A wire between the store and its database that can be cut, or go silent, at a chosen moment. */
export class TcpProxy {
  readonly #target: URL;
  readonly #server: Server;
  /** Of each connection the side of the client, the oldest first. */
  readonly #sockets = new Set<Socket>();
  #silent = false;
  #swallow: ((request: string) => boolean) | undefined;
  #port = 0;
  /** How many answers were swallowed so far. */
  swallowed = 0;

  constructor(uri: string) {
    this.#target = new URL(uri);
    this.#server = createServer((socket) => {
      this.#join(socket);
    });
  }

  /** Starts to listen, on the same port each time. */
  async listen(port = this.#port): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** The address to give to a store; without the driver's own retries, which not every server offers. */
  get uri(): string {
    return `mongodb://127.0.0.1:${String(this.#port)}/?directConnection=true&retryWrites=false&retryReads=false`;
  }

  /** Stops to listen and cuts everything. */
  async close(): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, 'close');
  }

  /**
   * Cuts every connection, the oldest first and one after the other: those by which drivers look for the server end
   * before what waits for an answer. Otherwise some never look again (`server/stores/mongo/connection/heartbeat_watch.ts`).
   */
  cut(): void {
    void this.#cut([...this.#sockets]);
  }

  /** Connected, but nothing goes through any more; `false` ends it with all connections cut. */
  silence(silent: boolean): void {
    this.#silent = silent;
    if (!silent) this.cut();
  }

  /** The next request with that text reaches the database, its answer never comes: the connection is cut. */
  swallowAnswerTo(...words: readonly string[]): void {
    this.#swallow = (request) => words.every((word) => request.includes(word));
  }

  async #cut(sockets: readonly Socket[]): Promise<void> {
    for (const socket of sockets) {
      socket.destroy();
      for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
    }
  }

  #join(near: Socket): void {
    const far = connect(Number(this.#target.port), this.#target.hostname);
    let cutOnAnswer = false;
    this.#sockets.add(near);
    for (const socket of [near, far]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(near);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => {
      if (this.#silent) return;
      if (this.#swallow?.(bytes.toString('latin1')) === true) {
        this.#swallow = undefined;
        this.swallowed += 1;
        cutOnAnswer = true;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (cutOnAnswer) near.destroy();
      else if (!this.#silent) near.write(bytes);
    });
  }
}
