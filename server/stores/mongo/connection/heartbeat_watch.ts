import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import type { Logger } from '../../../domain/logger.js';

const PAUSE_MS = 500;

/** What is needed of a client. */
type WatchedClient = Pick<MongoClient, 'on' | 'off' | 'close' | 'connect'>;

/** Of the driver's events: which server, and whether it answers only when something changes. */
interface Heartbeat {
  readonly connectionId: string;
  readonly awaited?: boolean;
}

export interface HeartbeatWatchOptions {
  /** Longer than the driver waits for an answer. */
  readonly limitMs: number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  readonly logger: Logger | undefined;
}

/**
 * Connects a client again that has stopped to look for its servers. The driver (6.0 to 7.9) waits for ever for the
 * answer to what it writes to a socket in the moment between its end and its event `close`; if that is the question
 * whether a server is there, the client never finds it again. Only where servers are asked again and again: FerretDB
 * is, MongoDB tells by itself.
 */
export function watchHeartbeats(
  client: WatchedClient,
  { limitMs, signal, logger }: HeartbeatWatchOptions,
): void {
  const timers = new Map<string, NodeJS.Timeout>();
  let renewing = false;

  const ended = ({ connectionId }: Heartbeat): void => {
    clearTimeout(timers.get(connectionId));
    timers.delete(connectionId);
  };
  const started = (heartbeat: Heartbeat): void => {
    ended(heartbeat);
    if (heartbeat.awaited === true || signal.aborted) return;
    timers.set(heartbeat.connectionId, setTimeout(() => void renew(), limitMs).unref());
  };
  const renew = async (): Promise<void> => {
    if (renewing || signal.aborted) return;
    renewing = true;
    logger?.warn({}, 'the client has stopped to look for the database; it connects again');
    await client.close().catch(() => undefined);
    await connectAgain(client, signal);
    renewing = false;
  };

  client.on('serverHeartbeatStarted', started);
  client.on('serverHeartbeatSucceeded', ended);
  client.on('serverHeartbeatFailed', ended);
  signal.addEventListener(
    'abort',
    () => {
      client.off('serverHeartbeatStarted', started);
      client.off('serverHeartbeatSucceeded', ended);
      client.off('serverHeartbeatFailed', ended);
      for (const timer of timers.values()) clearTimeout(timer);
    },
    { once: true },
  );
}

/** Until it is connected or nobody wants it any more. */
async function connectAgain(client: WatchedClient, signal: AbortSignal): Promise<void> {
  try {
    signal.throwIfAborted();
    await client.connect();
  } catch {
    if (signal.aborted) return;
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    await connectAgain(client, signal);
  }
}
