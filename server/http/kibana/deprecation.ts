import type { Logger } from '../../domain/logger.js';

/** Tells clients and operators that something deprecated was used (K2.5). */
export interface Deprecation {
  /** The version that the header names, such as `8.19.0`. */
  readonly version: string;
  readonly logger: Logger;
}

/** Headers of a successful answer; logs what was used. */
export function deprecated(
  { version, logger }: Deprecation,
  what: string,
  used: string,
): Record<string, string> {
  logger.warn({ deprecated: used }, `Deprecated ${what}: ${used}`);
  return { warning: `299 Kibana-${version} "Deprecated ${what}"` };
}
