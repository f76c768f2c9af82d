import type { JsonObject } from '../../domain/json.js';

/** What an external system is told of a case (K18). */
export interface PushedCase {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly severity: string;
  readonly status: string;
  /** The values of the connector's own fields, when it is the case's connector. */
  readonly fields: JsonObject | null;
  /** Comments that it has not been told of, oldest first. */
  readonly comments: readonly string[];
  /** What the case is there since an earlier push; absent: it was never told of it. */
  readonly external?: { readonly id: string; readonly title: string } | undefined;
}

/** What the case is in the external system. */
export interface ExternalIncident {
  readonly id: string;
  readonly title: string;
  /** Where a person looks at it. */
  readonly url: string;
}

/** A way to an external system that a host has registered. */
export interface Connector {
  readonly id: string;
  readonly name: string;
  /** Such as `.cases-webhook`. */
  readonly type: string;
  /**
   * Creates what the case is there, or updates it, with its comments. Done again after a failure it may create it twice.
   * @throws CONNECTOR_FAILED with a sentence that a client may read
   */
  push(what: PushedCase): Promise<ExternalIncident>;
}
