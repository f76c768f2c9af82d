/** The shape of RFC 5646, section 2.1, with its irregular tags; any registered or unregistered subtag. */
const LANGUAGE_TAG = new RegExp(
  [
    '^(?:',
    '(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})',
    '(?:-[a-z]{4})?',
    '(?:-(?:[a-z]{2}|[0-9]{3}))?',
    '(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*',
    '(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*',
    '(?:-x(?:-[a-z0-9]{1,8})+)?',
    '|x(?:-[a-z0-9]{1,8})+',
    '|en-GB-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)',
    '|sgn-(?:BE-FR|BE-NL|CH-DE)',
    ')$',
  ].join(''),
  'i',
);

/** Longer tags are refused before they are matched. */
export const MAX_TAG_CHARACTERS = 255;

/** Whether the string is a well-formed BCP 47 language tag. */
export function isLanguageTag(tag: string): boolean {
  return tag.length <= MAX_TAG_CHARACTERS && LANGUAGE_TAG.test(tag);
}
