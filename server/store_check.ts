import type { IntegrityConfig } from './config/integrity.js';
import type { VerifierKey } from './domain/log/signed_note.js';
import type { ActivityStore } from './domain/store.js';
import { configuredVerifiers, VerifierKeys } from './services/integrity/verification/verifier_keys.js';
import type { StoreReport } from './services/integrity/whole/store_report.js';
import type { StoreScope, VerifyWork } from './services/integrity/whole/store_verification.js';
import { StoreVerification } from './services/integrity/whole/store_verification.js';

/** By which keys signatures are checked: those that somebody has pinned, else those of a configuration. */
export interface TrustedKeys {
  readonly pinned: readonly VerifierKey[];
  readonly configured?: IntegrityConfig | undefined;
}

/**
 * Verifies an open store, or a part of it (N10.4). Without any key nothing is asked of signatures.
 * @throws RECORD_NOT_FOUND, SPACE_NOT_FOUND, STORE_UNAVAILABLE
 */
export async function verifyStore(
  store: ActivityStore,
  trusted: TrustedKeys,
  scope: StoreScope,
  work: VerifyWork,
): Promise<StoreReport> {
  const keys = keysOf(trusted);
  return new StoreVerification({ store, keys }, work).run(scope);
}

/** Whether there is any key. */
export function hasKeys(trusted: TrustedKeys): boolean {
  return keysOf(trusted).areKnown;
}

function keysOf({ pinned, configured }: TrustedKeys): VerifierKeys {
  if (pinned.length > 0 || configured === undefined) return new VerifierKeys(pinned);
  return configuredVerifiers(configured);
}
