/** Every reason for which a sign-in can be refused: a label of a metric, so the list is closed. */
export const SIGN_IN_REFUSALS = [
  /** Nothing was sent where somebody has to be. */
  'no_credentials',
  /** Something was sent, in no form that is known. */
  'malformed',
  'unknown_user',
  'wrong_password',
  'unknown_key',
  'wrong_secret',
  /** A key that is revoked or switched off. */
  'inactive_key',
  /** A key or a token whose time is over. */
  'expired',
  'unknown_issuer',
  /** A token whose form, signature, audience or claims are not what its issuer's entry wants. */
  'invalid_token',
  /** Too many failures before this one. */
  'throttled',
  /** The queue of password checks is full, or the host's own function takes too long. */
  'busy',
  /** The keys of a token's issuer cannot be had. */
  'keys_unavailable',
  /** The host's own `authenticate` knows nobody. */
  'host',
] as const;

/** Why a sign-in was refused. */
export type SignInRefusal = (typeof SIGN_IN_REFUSALS)[number];

/** What the parts of the plugin report for its operator's figures. Nothing here throws, waits or keeps what it is given. */
export interface Telemetry {
  /** Records were saved together with so many new entries. */
  committed(records: number, entries: number): void;
  /** A commit lost against another writer of the same record; it may be tried again. */
  conflicted(): void;
  signInRefused(reason: SignInRefusal): void;
  /** Lines of the audit log that could not be written and are gone. */
  auditLineLost(lines: number): void;
  /** A request was counted for its rate limit in this process alone: the counts that it shares cannot be reached. */
  countedAlone(): void;
  /** So many problems were found in what is stored of histories. */
  integrityProblems(count: number): void;
  /** A streamed answer has begun; what is answered is called when it has ended, and counts once. */
  streamStarted(): () => void;
}

/** Reports nothing to nobody. */
export const SILENT_TELEMETRY: Telemetry = {
  committed: () => undefined,
  conflicted: () => undefined,
  signInRefused: () => undefined,
  auditLineLost: () => undefined,
  countedAlone: () => undefined,
  integrityProblems: () => undefined,
  streamStarted: () => () => undefined,
};
