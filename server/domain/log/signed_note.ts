import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, verify } from 'node:crypto';

/** Type of Ed25519 keys and signatures in signed notes (C2SP). */
const ED25519 = Buffer.from([1]);
const ID_BYTES = 4;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** What introduces a signature: an em dash and a blank. */
const SIGNATURE_MARK = '\u2014 ';
/** More than any note of ours has, and what others' tools take. */
const MAX_NOTE_CHARACTERS = 65_536;
const MAX_SIGNATURES = 16;
const MAX_VKEY_CHARACTERS = 1_000;
const VKEY = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/;
const SIGNATURE_LINE = /^\u2014 (\S+) (\S+)$/u;
/** What a key's name must not have; blanks are all of Unicode's. */
const NAME_FAULT = /[+\s\p{Cc}]/u;
/** What a text must not have: control characters but line breaks (C2SP signed-note). */
// eslint-disable-next-line no-control-regex -- they are what is refused
const TEXT_FAULT = /[\u0000-\u0009\u000b-\u001f]/;

/** A public Ed25519 key and the name under which it signs. */
export interface VerifierKey {
  readonly name: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** One signature of a note. */
export interface NoteSignature {
  readonly name: string;
  /** Id of the key, 4 bytes, and what it has signed. */
  readonly bytes: Uint8Array;
}

/** A text with its signatures, none of which is verified yet. */
export interface SignedNote {
  /** Ends with a line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The id by which signatures name the key: 4 bytes of SHA-256 over name, line break, type and key. */
export function keyIdOf({ name, publicKey }: VerifierKey): Uint8Array {
  const hash = createHash('sha256').update(`${name}\n`).update(ED25519).update(publicKey).digest();
  return hash.subarray(0, ID_BYTES);
}

/** The key as C2SP writes it: name, id in hexadecimal, base64 of type and key. */
export function formatVkey(key: VerifierKey): string {
  const bytes = Buffer.concat([ED25519, key.publicKey]).toString('base64');
  return `${key.name}+${Buffer.from(keyIdOf(key)).toString('hex')}+${bytes}`;
}

/** The key that is written so; `undefined`: it is no Ed25519 key, or its id is another key's. */
export function parseVkey(vkey: string): VerifierKey | undefined {
  if (vkey.length > MAX_VKEY_CHARACTERS) return undefined;
  const [, name, , encoded] = VKEY.exec(vkey) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || !isKeyName(name) || bytes === undefined) return undefined;
  if (bytes.length !== ED25519.length + KEY_BYTES || bytes[0] !== ED25519[0]) return undefined;
  const key = { name, publicKey: bytes.subarray(ED25519.length) };
  return formatVkey(key) === vkey ? key : undefined;
}

/** The text with the signatures, as it is sent. @param text ends with a line break */
export function formatNote({ text, signatures }: SignedNote): string {
  const lines = signatures.map(
    ({ name, bytes }) => `${SIGNATURE_MARK}${name} ${Buffer.from(bytes).toString('base64')}\n`,
  );
  return `${text}\n${lines.join('')}`;
}

/** What `formatNote` writes, and nothing else; `undefined`: it is none, or has no signature or too many. */
export function parseNote(note: string): SignedNote | undefined {
  if (note.length > MAX_NOTE_CHARACTERS || !note.isWellFormed() || TEXT_FAULT.test(note)) return undefined;
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const lines = note.slice(end + '\n\n'.length, -1).split('\n', MAX_SIGNATURES + 1);
  const signatures = lines.map(parseSignature);
  const read = signatures.filter((one) => one !== undefined);
  if (read.length !== lines.length || lines.length > MAX_SIGNATURES) return undefined;
  return { text: note.slice(0, end + 1), signatures: read };
}

/**
 * Whether one of the keys has signed the text. A signature of one of them that is wrong makes the whole note wrong;
 * those of other keys count for nothing (C2SP signed-note).
 */
export function verifiesNote({ text, signatures }: SignedNote, keys: readonly VerifierKey[]): boolean {
  const known = signatures.flatMap(({ name, bytes }) => {
    const key = keys.find((one) => one.name === name && isOf(one, bytes));
    return key === undefined ? [] : [verifiesSignature(key, text, bytes)];
  });
  return known.length > 0 && known.every(Boolean);
}

/** Whether the key has signed the text. @param bytes the key's id and its signature, as notes and commits have them */
export function verifiesSignature(key: VerifierKey, text: string, bytes: Uint8Array): boolean {
  if (!isOf(key, bytes) || bytes.byteLength !== ID_BYTES + SIGNATURE_BYTES) return false;
  return verify(null, Buffer.from(text), keyObject(key), bytes.subarray(ID_BYTES));
}

/** Whether the name may stand in a signature line and in a vkey. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !NAME_FAULT.test(name);
}

/** Made once for each key: each takes 17 µs, and memory that the collector does not see. */
const keyObjects = new WeakMap<VerifierKey, KeyObject>();

function keyObject(key: VerifierKey): KeyObject {
  const known = keyObjects.get(key);
  if (known !== undefined) return known;
  const x = Buffer.from(key.publicKey).toString('base64url');
  const made = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  keyObjects.set(key, made);
  return made;
}

/** Whether the signature says that it is by the key. @param bytes as `verifiesSignature` takes them */
export function isOf(key: VerifierKey, bytes: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, ID_BYTES), keyIdOf(key)) === 0;
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || !isKeyName(name) || bytes === undefined) return undefined;
  return bytes.length > ID_BYTES ? { name, bytes } : undefined;
}

/** Strictly: with padding, and as it would be written. */
function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
