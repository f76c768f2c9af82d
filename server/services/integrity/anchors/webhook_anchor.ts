import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Anchor, Anchored } from './anchor.js';
import { anchorId } from './anchor_id.js';

const BASE64_SECRET = 'whsec_';

/** A receiver of checkpoints: a POST of JSON, signed as Standard Webhooks 1.0 does. */
export class WebhookAnchor implements Anchor {
  readonly kind = 'webhook';
  readonly id: string;
  readonly #url: string;
  readonly #webhook: Webhook;

  /** @param secret `whsec_` and base64, or any other text */
  constructor(url: string, secret: string) {
    this.id = anchorId(this.kind, url);
    this.#url = url;
    this.#webhook = secret.startsWith(BASE64_SECRET)
      ? new Webhook(secret)
      : new Webhook(secret, { format: 'raw' });
  }

  async keep({ at, space, checkpoint }: Anchored, signal: AbortSignal): Promise<void> {
    const body = JSON.stringify({ at: at.toISOString(), space, checkpoint: checkpoint.note });
    // The same checkpoint again has the same id: by that receivers drop it (Standard Webhooks).
    const id = `msg_${createHash('sha256').update(checkpoint.note).digest('base64url').slice(0, 27)}`;
    const sent = new Date();
    const response = await fetch(this.#url, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sent.getTime() / 1000)),
        'webhook-signature': this.#webhook.sign(id, sent, body),
      },
      body,
    });
    // What is answered besides is nothing to us, however much it is.
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The receiver answered ${String(response.status)}.`);
  }
}
