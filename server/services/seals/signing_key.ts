import type { KeyObject } from 'node:crypto';
import { createPublicKey, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { TreeHead } from '../../domain/log/checkpoint.js';
import { checkpointText, originOf } from '../../domain/log/checkpoint.js';
import type { NoteSignature, VerifierKey } from '../../domain/log/signed_note.js';
import { formatVkey, keyIdOf } from '../../domain/log/signed_note.js';
import type { SeqRange } from '../../domain/record.js';
import { commitText } from '../../domain/seal.js';

/** Off the main thread: a signature takes as long as sealing an entry. */
const signOnThread = promisify(sign);

/** A private Ed25519 key of an origin, which signs for each space under the name `<origin>/<space>` (N10.2). */
export class SigningKey {
  /** What whoever pins the origin keeps: its name, id and public key, as C2SP writes them (N10.6). */
  readonly vkey: string;
  readonly #origin: string;
  readonly #key: KeyObject;
  readonly #public: Uint8Array;

  constructor(origin: string, key: KeyObject) {
    this.#origin = origin;
    this.#key = key;
    this.#public = publicKeyOf(key);
    // Made once: it is looked at with every commit.
    this.vkey = formatVkey({ name: origin, publicKey: this.#public });
  }

  /** The same key as it signs for one space. */
  verifier(space: string): VerifierKey {
    return { name: originOf(this.#origin, space), publicKey: this.#public };
  }

  /**
   * The signature of a commit's entries (N10.2): base64url of the key's id and the signature.
   * @param hash that of the last entry, base64url
   */
  async signedCommit(space: string, range: SeqRange, hash: string): Promise<string> {
    const verifier = this.verifier(space);
    const bytes = await this.#sign(verifier, commitText(verifier.name, range, hash));
    return Buffer.from(bytes).toString('base64url');
  }

  /** The signature below a checkpoint of the space (N10.3). */
  async signedCheckpoint(space: string, tree: Omit<TreeHead, 'origin'>): Promise<NoteSignature> {
    const verifier = this.verifier(space);
    const { name } = verifier;
    return { name, bytes: await this.#sign(verifier, checkpointText({ ...tree, origin: name })) };
  }

  async #sign(verifier: VerifierKey, text: string): Promise<Uint8Array> {
    return Buffer.concat([keyIdOf(verifier), await signOnThread(null, Buffer.from(text), this.#key)]);
  }
}

/** The public half of an Ed25519 key, 32 bytes. */
function publicKeyOf(key: KeyObject): Uint8Array {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
}
