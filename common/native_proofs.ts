/** What shows that an entry is in the log of its space (N10.4). */
export interface NativeProof {
  /** What was hashed: canonical JSON (RFC 8785). */
  readonly leaf: string;
  /** Hash of the leaf, base64url. */
  readonly hash: string;
  readonly position: number;
  /** Leaves of the tree that the path is of: the checkpoint's, where there is one. */
  readonly size: number;
  /** Hashes from the lowest on, base64 (RFC 9162). */
  readonly path: readonly string[];
  /** A signed note: C2SP `tlog-checkpoint`. Absent where nothing is signed. */
  readonly checkpoint?: string;
}

/** That the log of one size goes on from that of another (N10.3). */
export interface NativeConsistency {
  readonly from: number;
  readonly to: number;
  /** Base64 (RFC 9162). */
  readonly proof: readonly string[];
}

/** The keys of the origin; pin them out of band (N10.3). */
export interface NativeKeys {
  readonly origin: string;
  readonly keys: readonly NativeKey[];
}

/** A public key. */
export interface NativeKey {
  /** As C2SP signed notes write it, with the origin as its name; a space's is `<origin>/<space>`. */
  readonly vkey: string;
  readonly from?: string;
  readonly until?: string;
  /** False: it is retired and only verifies. */
  readonly signs: boolean;
}
