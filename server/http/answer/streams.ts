import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { ActivityError } from '../../domain/errors.js';
import type { Telemetry } from '../../domain/telemetry.js';
import type { CountLimits } from './stream_count.js';
import { StreamCount } from './stream_count.js';

/** How many large answers may be under way, and how long a client may take nothing of one. */
export interface StreamLimits extends CountLimits {
  /** In milliseconds. */
  readonly idleMs: number;
  /** How many of those that have no end of their own. */
  readonly endless: CountLimits;
}

/** How long what has no end of its own may take to end when the process stops, in milliseconds. */
const END_MS = 500;

/** Counts the answers that are not written in one piece: each holds memory for as long as its client takes. */
export class Streams {
  readonly #idleMs: number;
  readonly #telemetry: Telemetry;
  readonly #large: StreamCount;
  readonly #endless: StreamCount;
  readonly #open = new Map<ServerResponse, AbortController>();
  #ending = false;

  constructor({ idleMs, endless, ...large }: StreamLimits, telemetry: Telemetry) {
    this.#idleMs = idleMs;
    this.#telemetry = telemetry;
    this.#large = new StreamCount(large);
    this.#endless = new StreamCount(endless);
  }

  /**
   * Counts an answer to a caller from now until it is closed, and has its connection cut off if the client takes
   * nothing of it for too long. Nothing of it may have been written yet.
   * @throws TOO_MANY_STREAMS when the caller has as many as one may have
   * @throws STREAMS_EXHAUSTED when all callers together do
   */
  begin(response: ServerResponse, caller: string): void {
    this.#begin(response, this.#large.add(caller));
  }

  /**
   * As `begin`, for an answer that is ended when the process stops: the signal is aborted when the response is closed,
   * and by `end`. Of those that have no end of their own there may be other numbers.
   * @throws as `begin`, and STREAMS_EXHAUSTED after `end`
   */
  open(response: ServerResponse, caller: string, { endless }: { readonly endless?: true }): AbortSignal {
    if (this.#ending) throw new ActivityError('STREAMS_EXHAUSTED', 'The process is stopping.');
    this.#begin(response, (endless === true ? this.#endless : this.#large).add(caller));
    const controller = new AbortController();
    this.#open.set(response, controller);
    response.once('close', () => {
      this.#open.delete(response);
      controller.abort();
    });
    return controller.signal;
  }

  /** Ends what `open` has begun: resolves when all of it is closed, what has not ended after half a second by force. */
  async end(): Promise<void> {
    this.#ending = true;
    const open = [...this.#open];
    if (open.length === 0) return;
    const closed = Promise.all(open.map(([response]) => closing(response)));
    for (const [, controller] of open) controller.abort();
    await Promise.race([closed, wait(END_MS, undefined, { ref: false })]);
    for (const [response] of open) response.destroy();
    await closed;
  }

  #begin(response: ServerResponse, remove: () => void): void {
    const ended = this.#telemetry.streamStarted();
    response.once('close', () => {
      ended();
      remove();
    });
    cutOffIdle(response, this.#idleMs);
  }
}

async function closing(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
  });
}

/**
 * Ends the connection of a client that takes nothing for `idleMs`, at the latest after twice that. However slowly it
 * takes something, it may go on. The time limit that the host has on the connection counts again afterwards.
 */
function cutOffIdle(response: ServerResponse, idleMs: number): void {
  const { socket } = response;
  const before = socket?.timeout ?? 0;
  // Ahead of Node's own listener, which then sets the time limit of a connection that waits for a request.
  response.prependOnceListener('finish', () => {
    socket?.setTimeout(before);
  });
  response.setTimeout(idleMs, () => {
    // A store that is slow is not the client's fault.
    if (response.writableLength > 0) response.destroy();
  });
}
