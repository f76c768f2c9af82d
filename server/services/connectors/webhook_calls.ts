import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../../domain/json.js';
import { AddressRefused } from './address_guard.js';
import type { AddressGuard } from './address_guard.js';
import { connectorFailure } from './connector_failure.js';
import type { OutgoingAnswer } from './outgoing_call.js';
import { AnswerTooLarge, send } from './outgoing_call.js';

/** What is sent of a connector besides bodies. */
export interface WebhookAccess {
  readonly headers: Readonly<Record<string, string>>;
  /** Basic authentication. */
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** What all calls of a connector have in common. */
export interface WebhookCallsSettings {
  readonly access: WebhookAccess;
  readonly guard: AddressGuard;
  /** How long one call may take, with all of its attempts. */
  readonly timeoutMs: number;
  /** Host names in lower case, without ports. */
  readonly allowedHosts: ReadonlySet<string>;
}

/** One call. */
export interface WebhookCall {
  readonly method: string;
  readonly url: string;
  /** JSON; absent: none is sent. */
  readonly body?: string | undefined;
}

const MAX_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 250;

/** The HTTP calls of a webhook: tried again on 429 and 5xx while there is time, and nothing else is. */
export class WebhookCalls {
  readonly #settings: WebhookCallsSettings;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(settings: WebhookCallsSettings) {
    this.#settings = settings;
    const { headers, user, password } = settings.access;
    const isSecret = user !== undefined || password !== undefined;
    const basic = Buffer.from(`${user ?? ''}:${password ?? ''}`).toString('base64');
    this.#headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'case-activity',
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      ...(isSecret && { authorization: `Basic ${basic}` }),
    };
  }

  /**
   * What came back, as JSON where `isRead`; else nobody looks at it.
   * @throws CONNECTOR_FAILED when it is not 2xx, no JSON, too large, too late or from nowhere that may be called
   */
  async call(call: WebhookCall, isRead: boolean): Promise<Json> {
    const { status, text } = await this.#answer(call);
    if (status < 200 || status > 299) {
      throw connectorFailure(`The external system answered with status ${String(status)}`);
    }
    return isRead ? jsonOf(text) : null;
  }

  async #answer({ method, url: text, body }: WebhookCall): Promise<OutgoingAnswer> {
    const { timeoutMs, guard, allowedHosts } = this.#settings;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    // The host is no part of a template, but what is called is what was checked.
    if (url === undefined || !allowedHosts.has(url.hostname.toLowerCase())) {
      throw connectorFailure('The external system is at a host that is not allowed');
    }
    const signal = AbortSignal.timeout(timeoutMs);
    const headers = { ...this.#headers, ...(body !== undefined && { 'content-length': lengthOf(body) }) };
    const end = Date.now() + timeoutMs;
    try {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await send({ method, url, headers, body, signal, lookup: guard.lookup });
        const pauseMs = pauseAfter(answer, attempt);
        if (pauseMs === undefined || Date.now() + pauseMs > end) return answer;
        await sleep(pauseMs, undefined, { signal });
      }
    } catch (error) {
      if (signal.aborted) {
        throw connectorFailure(`The external system did not answer within ${String(timeoutMs)} ms`, error);
      }
      throw connectorFailure(sentenceOf(error), error);
    }
  }
}

/** How long to wait before the next attempt; `undefined`: there is none. */
function pauseAfter({ status, retryAfter }: OutgoingAnswer, attempt: number): number | undefined {
  if ((status !== 429 && status < 500) || attempt >= MAX_ATTEMPTS) return undefined;
  const asked = retryAfter !== undefined && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : 0;
  return Math.max(asked, FIRST_PAUSE_MS * 2 ** (attempt - 1));
}

function sentenceOf(error: unknown): string {
  if (error instanceof AddressRefused) return 'The external system is at an address that is not allowed';
  if (error instanceof AnswerTooLarge) return 'The answer of the external system is too large';
  return 'The external system cannot be reached';
}

function lengthOf(body: string): string {
  return String(Buffer.byteLength(body));
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw connectorFailure('The answer of the external system is no JSON', cause);
  }
}
