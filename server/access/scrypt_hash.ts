import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** A password's scrypt digest with what is needed to compute it again. */
export interface ScryptHash {
  /** Binary logarithm of the cost N. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

// One verification may not take more memory than this: a mistyped cost would otherwise end the process.
const MAX_MEMORY = 256 * 1024 * 1024;
const MIN_HASH_BYTES = 16;

/** What OWASP recommends for scrypt with 16 MiB: a sixth of a second or less. */
const NEW_HASH = { ln: 14, r: 8, p: 1 };

/**
 * The parts of a PHC string with unpadded base64; `undefined` when it has another form, a cost that scrypt does not
 * allow, or would need over 256 MiB.
 */
export function parseScryptHash(text: string): ScryptHash | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, ln = '', r = '', p = '', salt = '', hash = ''] = match;
  const parsed: ScryptHash = {
    ln: Number(ln),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
  // RFC 7914: N < 2^(128 r / 8). With r = 0 no cost is low enough.
  const positive = parsed.ln > 0 && parsed.ln < 16 * parsed.r && parsed.p > 0;
  const long = parsed.salt.length > 0 && parsed.hash.length >= MIN_HASH_BYTES;
  return positive && long && memoryOf(parsed) <= MAX_MEMORY ? parsed : undefined;
}

/** Whether the password has this digest; compared in constant time, computed off the main thread. */
export function matchesScryptHash(password: string, expected: ScryptHash): Promise<boolean> {
  const { ln, r, p, salt, hash } = expected;
  // Node demands somewhat more than the working memory itself as the bound.
  const options = { N: 2 ** ln, r, p, maxmem: 2 * memoryOf(expected) };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hash.length, options, (error, computed) => {
      if (error === null) resolve(timingSafeEqual(computed, hash));
      else reject(error);
    });
  });
}

/** What a check of a password with this digest costs, in units of work. */
export function costOf({ ln, r, p }: ScryptHash): number {
  return 2 ** ln * r * p;
}

function memoryOf({ ln, r, p }: ScryptHash): number {
  return 128 * r * (2 ** ln + p);
}

/** The PHC string of a password, with a salt of its own, as `passwordHash` of the configuration takes it. */
export function makeScryptHash(password: string): Promise<string> {
  const { ln, r, p } = NEW_HASH;
  const salt = randomBytes(16);
  const options = { N: 2 ** ln, r, p, maxmem: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, options, (error, hash) => {
      if (error === null)
        resolve(`$scrypt$ln=${String(ln)},r=${String(r)},p=${String(p)}$${text(salt)}$${text(hash)}`);
      else reject(error);
    });
  });
}

/** Unpadded base64. */
function text(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
