import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveEvent } from '../../../services/live/live_event.js';

/** Media type of server-sent events. */
export const EVENT_STREAM = 'text/event-stream';

/** Headers of a stream of events besides those of every answer: nobody on the way is to keep it back (N6). */
export const STREAM_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': EVENT_STREAM,
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  Connection: 'keep-alive',
};

/** How long a client waits before it comes again, in milliseconds. */
const RETRY_MS = 3_000;
const HEARTBEAT = ': hb\n\n';

/** What is told of an event. */
export interface EventText {
  /** The JSON value of an entry. */
  readonly toData: (event: Extract<LiveEvent, { type: 'entry' }>) => Promise<object>;
  /** After so much silence there is a sign of life. */
  readonly heartbeatMs: number;
}

/** Events as `text/event-stream`, each event or heartbeat one chunk; the first chunk is there at once. */
export async function* eventStream(
  events: AsyncIterator<LiveEvent, void, undefined>,
  { toData, heartbeatMs }: EventText,
): AsyncGenerator<string, void, undefined> {
  try {
    yield `retry: ${String(RETRY_MS)}\n\n`;
    for (;;) {
      const coming = events.next();
      while (!(await isWithin(coming, heartbeatMs))) yield HEARTBEAT;
      const next = await coming;
      if (next.done === true) return;
      yield await textOf(next.value, toData);
    }
  } finally {
    await events.return?.();
  }
}

/** Whether the promise settles within the time. */
async function isWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const settled = new AbortController();
  const silence = sleep(ms, false, { signal: settled.signal }).catch(() => true);
  const answer = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([answer, silence]);
  } finally {
    settled.abort();
  }
}

async function textOf(event: LiveEvent, toData: EventText['toData']): Promise<string> {
  const { type } = event;
  const id = type === 'end' ? '' : `id: ${String(event.id)}\n`;
  // JSON has no line breaks: one line of data is all of it.
  return `${id}event: ${type}\ndata: ${JSON.stringify(await dataOf(event, toData))}\n\n`;
}

function dataOf(event: LiveEvent, toData: EventText['toData']): object | Promise<object> {
  switch (event.type) {
    case 'entry':
      return toData(event);
    case 'cursor':
      return {};
    case 'end':
      return { reason: event.reason };
  }
}
