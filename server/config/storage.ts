import { resolve } from 'node:path';
import Joi from 'joi';
import type { Sources } from './rules.js';
import { integer, schemaOf } from './rules.js';
import { secret } from './secret.js';

/** Where records are kept. */
export type StorageConfig =
  /** `path` is absolute. */
  | { readonly kind: 'embedded'; readonly path: string }
  | {
      readonly kind: 'mongodb';
      readonly uri: string;
      readonly database: string;
      readonly collectionPrefix: string;
      /** The longest time of one call to the database. */
      readonly timeoutMs: number;
      /** TLS of the own connection; absent: as the address says. */
      readonly tls?: MongoTls | undefined;
    };

/** TLS of a connection to MongoDB; file names are absolute. */
interface MongoTls {
  readonly tls: boolean;
  readonly tlsCAFile?: string;
  readonly tlsCertificateKeyFile?: string;
  readonly tlsCertificateKeyFilePassword?: string;
}

/** How each kind of store is described. */
const KINDS: Readonly<Record<StorageConfig['kind'], string>> = {
  embedded: '`embedded` keeps everything in a folder',
  mongodb: '`mongodb` in a database',
};

const DEFAULT_PATH = './data';
const DEFAULT_URI = 'mongodb://127.0.0.1:27017';

function file({ baseDir }: Sources): Joi.StringSchema {
  return Joi.string().custom((path: string) => resolve(baseDir, path));
}

/** Schema of `storage`: which store, and where it is. */
export function storageSchema(sources: Sources): Joi.ObjectSchema {
  const only = (kind: StorageConfig['kind'], schema: Joi.Schema): Joi.Schema =>
    Joi.when('kind', { is: kind, then: schema, otherwise: Joi.forbidden() });
  return schemaOf<StorageConfig>({
    kind: Joi.string()
      .valid(...Object.keys(KINDS))
      .default('embedded')
      .description(`The store: ${Object.values(KINDS).join(', ')}.`),
    path: only(
      'embedded',
      Joi.string()
        .custom((path: string) => resolve(sources.baseDir, path))
        .default(() => resolve(sources.baseDir, DEFAULT_PATH))
        .meta({ default: `\`${DEFAULT_PATH}\`` })
        .description('`embedded`: folder of the store. Made when it is missing.'),
    ),
    uri: only(
      'mongodb',
      secret(sources, (uri) =>
        /^mongodb(\+srv)?:\/\/./.test(uri) ? undefined : 'must be a mongodb:// or mongodb+srv:// address',
      )
        .default(DEFAULT_URI)
        .description('`mongodb`: connection string. Not used when the host hands in its own client.'),
    ),
    database: only(
      'mongodb',
      Joi.string()
        .pattern(/^[^/\\. "$*<>:|?\0]{1,63}$/)
        .default('caseActivity')
        .description('`mongodb`: name of the database.'),
    ),
    collectionPrefix: only(
      'mongodb',
      Joi.string()
        .pattern(/^(?!system\.)[^$\0]{0,100}$/)
        .allow('')
        .default('')
        .description('`mongodb`: put in front of the name of every collection.'),
    ),
    timeoutMs: only(
      'mongodb',
      integer(100, 600_000)
        .default(10_000)
        .description('`mongodb`: a call that the database has not answered by then has failed; 503.'),
    ),
    tls: only(
      'mongodb',
      schemaOf<MongoTls>({
        tls: Joi.boolean().default(true).description('Whether the connection is encrypted.'),
        tlsCAFile: file(sources).description('PEM file of the certificate authorities to trust.'),
        tlsCertificateKeyFile: file(sources).description("PEM file of the client's certificate and key."),
        tlsCertificateKeyFilePassword: secret(sources).description('Password of that key.'),
      }).description(
        '`mongodb`: TLS of the connection, named as the driver names it; default: as `uri` says.',
      ),
    ),
  });
}
