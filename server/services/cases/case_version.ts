/**
 * The opaque version token of a document: base64 of the JSON array `[sequence,term]` (K2.1).
 * `revision` grows with every write to the document; the term is always 1.
 */
export function versionToken(revision: number): string {
  return Buffer.from(`[${String(revision)},1]`).toString('base64');
}
