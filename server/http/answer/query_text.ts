/** Names and values as the query of an address has them, in ASCII. */
export function queryText(pairs: readonly (readonly [string, string])[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of pairs) query.append(name, value);
  return query.toString();
}
