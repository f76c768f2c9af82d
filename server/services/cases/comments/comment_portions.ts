import type { Attachment } from '../../../domain/record.js';

/** So many comments are written by one commit, and so many characters of them. */
const MAX_COMMENTS = 100;
const MAX_CHARACTERS = 1_048_576;

/** The ids of comments that are written together, in their order. */
export function portionsOf(comments: readonly Attachment[]): readonly (readonly string[])[] {
  const portions: string[][] = [];
  let characters = 0;
  for (const { id, state } of comments) {
    const portion = portions.at(-1);
    const size = JSON.stringify(state).length;
    characters += size;
    if (portion !== undefined && portion.length < MAX_COMMENTS && characters <= MAX_CHARACTERS)
      portion.push(id);
    else {
      portions.push([id]);
      characters = size;
    }
  }
  return portions;
}
