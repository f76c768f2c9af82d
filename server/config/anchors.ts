import { resolve } from 'node:path';
import Joi from 'joi';
import { isHttpUrl } from '../access/http_url.js';
import type { Sources } from './rules.js';
import { checked, fault, member, schemaOf } from './rules.js';
import { secret } from './secret.js';

/** A place outside where checkpoints are kept (N10.6); paths are absolute. */
export type AnchorConfig =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: string };

const MAX_ANCHORS = 16;
const BASE64_SECRET = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Schema of `integrity.anchors`. */
export function anchorsSchema(sources: Sources): Joi.ArraySchema {
  return Joi.array().items(anchorSchema(sources)).max(MAX_ANCHORS).default([]);
}

function anchorSchema(sources: Sources): Joi.ObjectSchema {
  return schemaOf<AnchorConfig>({
    kind: Joi.string().valid('file', 'webhook').required().description('What it is.'),
    path: Joi.string()
      .custom((path: string) => resolve(sources.baseDir, path))
      .description('File to which `{"at","checkpoint"}` is appended, a line each; on another machine.'),
    url: Joi.string()
      .custom(checked(urlFault))
      .description('Receiver of `{"at","space","checkpoint"}`: https, or http to this machine.'),
    secret: secret(sources, secretFault).description(
      'Signs what is sent (Standard Webhooks 1.0): base64 behind `whsec_`, or any other text.',
    ),
  }).custom((value: unknown, helpers) => {
    const isFile = member(value, 'kind') === 'file';
    const [wanted, strange] = isFile ? [['path'], ['url', 'secret']] : [['url', 'secret'], ['path']];
    const missing = wanted.find((key) => member(value, key) === undefined);
    if (missing !== undefined) return fault(helpers, `needs ${missing}`);
    const odd = strange.find((key) => member(value, key) !== undefined);
    return odd === undefined ? value : fault(helpers, `has ${odd}, which belongs to the other kind`);
  });
}

function urlFault(text: string): string | undefined {
  if (!isHttpUrl(text)) return 'must be an https URL, or an http one of this machine';
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return 'must have no credentials';
  const isSafe = protocol === 'https:' || LOOPBACK.test(hostname);
  return isSafe ? undefined : 'must be an https URL, or an http one of this machine';
}

function secretFault(text: string): string | undefined {
  if (!text.startsWith('whsec_')) return undefined;
  const [, encoded = ''] = BASE64_SECRET.exec(text) ?? [];
  return encoded === '' ? 'must have base64 behind whsec_' : undefined;
}
