import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Joi from 'joi';
import type { Sources } from './rules.js';
import { fault, member } from './rules.js';

type Found = { readonly value: string } | { readonly sentence: string };

/**
 * A setting given as it is, as `{ env: NAME }` or as `{ file: PATH }`; one trailing line break of the latter
 * two is dropped. `check` answers the sentence of a fault. No fault repeats the secret.
 */
export function secret(sources: Sources, check?: (value: string) => string | undefined): Joi.AnySchema {
  return Joi.any()
    .custom((given: unknown, helpers) => {
      const found = find(given, sources);
      if ('sentence' in found) return fault(helpers, found.sentence);
      const sentence = found.value === '' ? 'must not be empty' : check?.(found.value);
      return sentence === undefined ? found.value : fault(helpers, sentence);
    })
    .meta({ type: 'text, `{ env: NAME }` or `{ file: PATH }`' });
}

function find(given: unknown, { baseDir, env }: Sources): Found {
  if (typeof given === 'string') return { value: given };
  const name = member(given, 'env');
  const file = member(given, 'file');
  const single = typeof given === 'object' && given !== null && Object.keys(given).length === 1;
  if (single && typeof name === 'string') {
    const value = env[name];
    return value === undefined
      ? { sentence: `the environment variable ${name} is not set` }
      : { value: withoutLineBreak(value) };
  }
  if (single && typeof file === 'string') return readText(resolve(baseDir, file));
  return { sentence: 'must be a text, { env: NAME } or { file: PATH }' };
}

function readText(path: string): Found {
  try {
    return { value: withoutLineBreak(readFileSync(path, 'utf8')) };
  } catch {
    return { sentence: `the file ${path} cannot be read` };
  }
}

function withoutLineBreak(text: string): string {
  return text.replace(/\r?\n$/, '');
}
