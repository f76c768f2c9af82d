import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import Joi from 'joi';
import type { Sources } from './rules.js';
import type { AnchorConfig } from './anchors.js';
import { anchorsSchema } from './anchors.js';
import { checked, elements, fault, instant, integer, member, schemaOf } from './rules.js';
import { secret } from './secret.js';

/** What C2SP's signed notes allow in the name of a key, and what is safe in a URL. */
const ORIGIN = /^[A-Za-z0-9._~:/-]{1,200}$/;
const VKEY = /^([^+\s]+)\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}$/;
const ED25519_KEY_BYTES = 33;

/** How histories are signed (N10.6). */
export interface IntegrityConfig {
  readonly origin?: string | undefined;
  readonly keys: readonly IntegrityKey[];
  /** In milliseconds: so often is signed what has grown, and brought to the anchors. */
  readonly checkpointEveryMs: number;
  readonly anchors: readonly AnchorConfig[];
}

/** A private key, which signs, or the public one of a retired key, which still verifies. */
type IntegrityKey =
  | { readonly key: KeyObject; readonly from?: Date | undefined }
  | { readonly vkey: string; readonly until?: Date | undefined };

/** What is wrong with the name of an origin; `undefined`: nothing. */
export function originFault(origin: string): string | undefined {
  return ORIGIN.test(origin) ? undefined : 'must be 1 to 200 of A-Z a-z 0-9 . _ ~ : / -';
}

/** Schema of `integrity` (N10.6). */
export function integritySchema(sources: Sources): Joi.ObjectSchema {
  return schemaOf<IntegrityConfig>({
    origin: Joi.string()
      .pattern(ORIGIN)
      .description('Name under which is signed, such as a host name; without it nothing is.'),
    keys: Joi.array()
      .items(keySchema(sources))
      .default([])
      .custom(checked(keysFault))
      .description(
        'Keys of the origin. Commits are signed by the private one whose `from` was last, of equal ones the last listed.',
      ),
    checkpointEveryMs: integer(1_000, 86_400_000)
      .default(60_000)
      .description('So often, in milliseconds, the log of each space is signed if it has grown (N10.6).'),
    anchors: anchorsSchema(sources)
      .custom(checked(anchorsFault))
      .description(
        'Where checkpoints are kept outside: what no one who can write the database should reach.',
      ),
  });
}

function keySchema(sources: Sources): Joi.ObjectSchema {
  return schemaOf<IntegrityKey>({
    key: secret(sources, privateKeyFault)
      .custom((pem: string) => createPrivateKey(pem))
      .description('Private Ed25519 key as PKCS#8 PEM.'),
    from: instant().description('When it begins to sign; without it before all others.'),
    vkey: Joi.string()
      .custom(checked(vkeyFault))
      .description('Public key of a retired one, as C2SP writes them: it still verifies.'),
    until: instant().description('When it was retired.'),
  })
    .xor('key', 'vkey')
    .custom((value: unknown, helpers) => {
      const strange = member(value, 'key') === undefined ? 'from' : 'until';
      if (member(value, strange) === undefined) return value;
      return fault(helpers, `has ${strange}, which belongs to ${strange === 'from' ? 'a key' : 'a vkey'}`);
    });
}

function privateKeyFault(pem: string): string | undefined {
  try {
    const { asymmetricKeyType } = createPrivateKey(pem);
    return asymmetricKeyType === 'ed25519' ? undefined : 'must be an Ed25519 key';
  } catch {
    return 'must be a private key as PKCS#8 PEM';
  }
}

function vkeyFault(vkey: string, around: (levels: number) => unknown): string | undefined {
  const [, name] = VKEY.exec(vkey) ?? [];
  const key = Buffer.from(vkey.split('+').slice(2).join('+'), 'base64');
  if (name === undefined || key.length !== ED25519_KEY_BYTES || key[0] !== 1) {
    return 'must be a key of C2SP signed notes: NAME+8 hex digits+base64 of an Ed25519 key';
  }
  const origin = member(around(2), 'origin');
  return name === origin ? undefined : 'must have the name of the origin';
}

/** A key without a name would sign for nobody. */
function keysFault(keys: unknown, around: (levels: number) => unknown): string | undefined {
  return elements(keys).length > 0 && member(around(0), 'origin') === undefined
    ? 'needs an origin'
    : undefined;
}

function anchorsFault(anchors: unknown, around: (levels: number) => unknown): string | undefined {
  const keys = elements(member(around(0), 'keys'));
  return elements(anchors).length > 0 && !keys.some((key) => member(key, 'key') !== undefined)
    ? 'needs a key to sign with'
    : undefined;
}
