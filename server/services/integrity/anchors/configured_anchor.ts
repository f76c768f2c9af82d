import type { Anchor, AnchorSettings } from './anchor.js';
import { FileAnchor } from './file_anchor.js';
import { WebhookAnchor } from './webhook_anchor.js';

/** The anchor that a configuration means. */
export function configuredAnchor(settings: AnchorSettings): Anchor {
  return settings.kind === 'file'
    ? new FileAnchor(settings.path)
    : new WebhookAnchor(settings.url, settings.secret);
}
