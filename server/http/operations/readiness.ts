/** What `/readyz` asks. */
export interface Readiness {
  /** Resolves when requests can be answered. @throws STORE_UNAVAILABLE, AUDIT_UNAVAILABLE */
  readonly check: () => Promise<void>;
  /** Lines that the audit log has not written yet; absent without one. */
  readonly waitingAuditLines?: (() => number) | undefined;
}
