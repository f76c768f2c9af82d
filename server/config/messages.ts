import { resolve } from 'node:path';
import type Joi from 'joi';
import type { Locale } from '../../common/locales.js';
import { LOCALES } from '../../common/locales.js';
import type { AddedCatalogues } from '../http/prose/languages.js';
import type { SentenceKey } from '../http/sentences.js';
import type { Sentences } from './messages/catalogue.js';
import { readCatalogue } from './messages/catalogue.js';
import type { CatalogueFile } from './messages/catalogue_files.js';
import { catalogueFiles } from './messages/catalogue_files.js';
import { localeOfFile } from './messages/catalogue_name.js';
import type { Sources } from './rules.js';
import { member, optionalText, severalFaults } from './rules.js';

/** Sentences of the configuration's own. */
export type Messages = AddedCatalogues<SentenceKey>;

/** Faults of a file that are told at once. */
const MAX_FAULTS = 20;

/** Schema of `messages`: a folder, whose catalogues are read and checked. */
export function messagesSchema({ baseDir }: Sources): Joi.StringSchema {
  return optionalText()
    .custom((path: string, helpers) => {
      const read = readMessages(resolve(baseDir, path));
      return 'messages' in read ? read.messages : severalFaults(helpers, read.faults);
    })
    .meta({ type: 'folder' });
}

/** Whether answers can be in the language; `messages` as they were given or read, in the first case any may be there. */
export function localeFault(locale: string, casebender: unknown): string | undefined {
  const messages = member(casebender, 'messages') ?? new Map<Locale, Sentences>();
  if (!(messages instanceof Map)) return undefined;
  const locales = new Set<unknown>([...LOCALES, ...messages.keys()]);
  return locales.has(locale) ? undefined : `must be one of ${[...locales].join(', ')}`;
}

function readMessages(
  folder: string,
): { readonly messages: Messages } | { readonly faults: readonly string[] } {
  const files = catalogueFiles(folder);
  if (typeof files === 'string') return { faults: [files] };
  const messages = new Map<Locale, Sentences>();
  const faults = files.flatMap((file) => {
    const found = faultsOf(file, messages);
    const more = found.length - MAX_FAULTS;
    const told = more > 0 ? [...found.slice(0, MAX_FAULTS), `and ${String(more)} more faults`] : found;
    return told.map((fault) => `${file.name}: ${fault}`);
  });
  return faults.length > 0 ? { faults } : { messages };
}

/** Adds the sentences of a file that has no faults. */
function faultsOf(file: CatalogueFile, messages: Map<Locale, Sentences>): readonly string[] {
  const named = localeOfFile(file.name);
  if ('sentence' in named) return [named.sentence];
  if ('sentence' in file) return [file.sentence];
  const read = readCatalogue(named.locale, file.text);
  if ('faults' in read) return read.faults;
  messages.set(named.locale, read.sentences);
  return [];
}
