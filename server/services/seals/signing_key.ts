import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { SeqRange } from '../../domain/record.js';

/** Ed25519 in signed notes (C2SP). */
const ALGORITHM = Buffer.from([1]);
const ID_BYTES = 4;

/** Off the main thread: a signature takes as long as sealing an entry. */
const signOnThread = promisify(sign);

/** A private Ed25519 key of an origin, which signs for each space under the name `<origin>/<space>` (N10.2). */
export class SigningKey {
  readonly #origin: string;
  readonly #key: KeyObject;
  readonly #public: Buffer;

  constructor(origin: string, key: KeyObject) {
    this.#origin = origin;
    this.#key = key;
    this.#public = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
  }

  /** What a verifier of a space needs: name, id and public key, as C2SP writes them. */
  vkey(space: string): string {
    const key = Buffer.concat([ALGORITHM, this.#public]).toString('base64');
    return `${this.#name(space)}+${this.#id(space).toString('hex')}+${key}`;
  }

  /**
   * The signature of a commit's entries (N10.2): base64url of the key's id and the signature.
   * @param hash that of the last entry, base64url
   */
  async signedCommit(space: string, { from, to }: SeqRange, hash: string): Promise<string> {
    const text = `case-activity/commit/v1\n${this.#name(space)}\n${String(from)}-${String(to)}\n${hash}\n`;
    const signature = await signOnThread(null, Buffer.from(text), this.#key);
    return Buffer.concat([this.#id(space), signature]).toString('base64url');
  }

  #name(space: string): string {
    return `${this.#origin}/${space}`;
  }

  /** SHA-256 over name, line break, algorithm and public key: its first bytes (C2SP signed-note). */
  #id(space: string): Buffer {
    const hash = createHash('sha256')
      .update(`${this.#name(space)}\n`)
      .update(ALGORITHM)
      .update(this.#public);
    return hash.digest().subarray(0, ID_BYTES);
  }
}
