import type { Checkpoint } from '../../../domain/log/space_log.js';

/** What is brought to an anchor. */
export interface Anchored {
  readonly at: Date;
  readonly space: string;
  readonly checkpoint: Checkpoint;
}

/** A place outside where checkpoints are kept, so that a log cannot be rolled back unnoticed (N10.6). */
export interface Anchor {
  readonly kind: 'file' | 'webhook';
  /** By which processes know that they mean the same place; tells nothing of it. */
  readonly id: string;
  /**
   * Resolves when the place has it for good. Bounded by the signal: nothing goes on behind it.
   * @throws when it has not, or nobody knows
   */
  keep(anchored: Anchored, signal: AbortSignal): Promise<void>;
}

/** An anchor as a configuration has it. */
export type AnchorSettings =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: string };
