/** `\p{M}`: accents and other marks that stand with a letter. */
const MARKS = /\p{M}+/gu;
const NOT_ASCII = /\P{ASCII}/u;

/**
 * A text as it is compared (N5.2): compatibility forms undone, without marks, in lower case whatever the language.
 * Parts of a text, cut anywhere but within a character, fold to the parts of the folded text.
 */
export function foldedText(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  // Marks go first: to put 500,000 of them in their order takes a minute and more, and they do not matter.
  const plain = text.replace(MARKS, '').normalize('NFKD').replace(MARKS, '');
  // A sigma at the end of a word has another lower case, yet is the same letter to whoever types half a word.
  return plain.toLowerCase().replaceAll('ς', 'σ');
}
