import { scrypt, timingSafeEqual } from 'node:crypto';

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

/** The parts of a PHC string with unpadded base64; `undefined` when it has another form or would need over 256 MiB. */
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
  const positive = parsed.ln > 0 && parsed.r > 0 && parsed.p > 0;
  const long = parsed.salt.length > 0 && parsed.hash.length >= MIN_HASH_BYTES;
  return positive && long && memoryOf(parsed) <= MAX_MEMORY ? parsed : undefined;
}

/** Whether the password has this digest; compared in constant time, computed off the main thread. */
export function matchesScryptHash(password: string, expected: ScryptHash): Promise<boolean> {
  const { ln, r, p, salt, hash } = expected;
  // Node demands somewhat more than the working memory itself as the bound.
  const options = { N: 2 ** ln, r, p, maxmem: 2 * memoryOf(expected) + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hash.length, options, (error, computed) => {
      if (error === null) resolve(timingSafeEqual(computed, hash));
      else reject(error);
    });
  });
}

function memoryOf({ ln, r, p }: ScryptHash): number {
  return 128 * r * (2 ** ln + p);
}
