import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

/** Makes the plugin's clock show another time. */
export type SetClock = (clock: () => Date) => void;

const HOUR_MS = 3_600_000;

/** Sends what the story's people sent, at the time they sent it, over the HTTP API of the demo itself. */
export class Storyteller {
  readonly #url: string;
  readonly #setClock: SetClock;
  readonly #now = Date.now();

  constructor(url: string, setClock: SetClock) {
    this.#url = url;
    this.#setClock = setClock;
  }

  /** From now on it is so many hours before the start. */
  hoursAgo(hours: number): void {
    const then = new Date(this.#now - Math.round(hours * HOUR_MS));
    this.#setClock(() => then);
  }

  /** The JSON answer; `undefined` when there is no such thing, or nothing to say. */
  async send(authorization: string, method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { authorization, 'kbn-xsrf': 'demo', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status === 404 || response.status === 204) return undefined;
    if (!response.ok) throw new Error(`The demo's ${method} ${path} was answered ${text}`);
    return JSON.parse(text);
  }
}

/** Tells on an address of its own, which is closed afterwards, and gives the clock back. */
export async function telling<T>(
  app: Express,
  setClock: SetClock,
  tell: (storyteller: Storyteller) => Promise<T>,
): Promise<T> {
  const server = await new Promise<Server>((resolve, reject) => {
    const opened = app.listen(0, '127.0.0.1', (error?: Error) => {
      if (error === undefined) resolve(opened);
      else reject(error);
    });
  });
  try {
    const { port } = server.address() as AddressInfo;
    return await tell(new Storyteller(`http://127.0.0.1:${String(port)}`, setClock));
  } finally {
    setClock(() => new Date());
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }
}

/** The string at a path of an answer; the answers are our own, but a check costs nothing. */
export function textAt(value: unknown, path: readonly (string | number)[]): string | undefined {
  const found = path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null ? (part as Record<string | number, unknown>)[key] : undefined,
    value,
  );
  return typeof found === 'string' ? found : undefined;
}
