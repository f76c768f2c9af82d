import type { Response } from 'express';
import type { Access } from '../../access/access.js';
import type { Origin } from '../../access/caller.js';
import type { Logger } from '../../domain/logger.js';
import type { Dialect } from '../dialect.js';
import type { Exchange, RoutedExchange } from '../exchange.js';
import type { Reply } from '../route.js';
import { send, sendFailure } from './send.js';
import { codeOf, STATUS_OF } from './status.js';
import type { Streams } from './streams.js';

/** What answers work with. */
export interface AnswerContext {
  readonly logger: Logger;
  readonly streams: Streams;
  /** Resolves when the request may be answered, as far as the audit log is concerned. */
  readonly recorded: (origin: Origin) => Promise<void>;
}

interface Answering {
  readonly dialect: Dialect;
  readonly context: AnswerContext;
}

/** Answers the request by its route, or says why not. Never rejects. */
export async function answer(
  response: Response,
  exchange: RoutedExchange,
  { dialect, context }: Answering,
): Promise<void> {
  try {
    const input = await dialect.prepare(exchange);
    const reply = await exchange.route.handle(input);
    await context.recorded(exchange.origin);
    const recipient = { streams: context.streams, caller: callerOf(input.access) };
    await send(response, reply, headersOf(reply, exchange, dialect), recipient);
  } catch (error) {
    await refuse(error, { response, exchange, dialect, context });
  }
}

/** Answers a request that has failed; an answer of which something is out already is broken off. Never rejects. */
export async function refuse(
  thrown: unknown,
  { response, exchange, dialect, context }: Answering & { response: Response; exchange: Exchange },
): Promise<void> {
  const { origin, route } = exchange;
  // A refusal, too, is only given when it is on record.
  const error: unknown = await context.recorded(origin).then(
    () => thrown,
    (unavailable: unknown) => unavailable,
  );
  if (STATUS_OF[codeOf(error)] >= 500) {
    const { method, path, requestId } = origin;
    const where = { router: dialect.id, route: route?.path, method, path, requestId };
    context.logger.error({ err: error, ...where }, 'request failed');
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const reply = dialect.renderError(error, exchange);
  sendFailure(response, reply, headersOf(reply, exchange, dialect));
}

/** The headers of every answer: those of the dialect, and the id by which the request is found in the logs. */
function headersOf(
  { status = 200 }: Reply,
  exchange: Exchange,
  dialect: Dialect,
): Readonly<Record<string, string>> {
  return { 'X-Request-Id': exchange.origin.requestId, ...dialect.headers(exchange, status) };
}

/** Who an answer is streamed to: a name, or an address where there are no names. */
function callerOf({ principal: { kind = 'user', username }, origin: { address = '' } }: Access): string {
  return username === undefined ? `address ${address}` : `${kind} ${username}`;
}
