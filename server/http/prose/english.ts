import type { Language } from './language.js';
import { languageOf } from './language.js';
import { en } from './messages/en.js';

/** The language of dialects that have no other. */
export const ENGLISH: Language = languageOf('en', en);
