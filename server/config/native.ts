import Joi from 'joi';
import type { Locale } from '../../common/locales.js';
import { LOCALES } from '../../common/locales.js';
import { localeFault } from './messages.js';
import { checked, member, schemaOf } from './rules.js';

/** What our own dialect reads (N16). */
export interface NativeConfig {
  /** A language that comes along or that `casebender.messages` adds. */
  readonly locale: Locale;
}

/** Schema of `native`: what our own dialect reads. */
export function nativeSchema(): Joi.ObjectSchema {
  return schemaOf<NativeConfig>({
    locale: Joi.string()
      .custom(checked((locale: string, around) => localeFault(locale, member(around(1), 'casebender'))))
      .default('en')
      .meta({
        type: `${LOCALES.map((locale) => `\`${locale}\``).join(', ')} or one of \`casebender.messages\``,
      })
      .description('Language of sentences when a request names none (N1.1).'),
  });
}
