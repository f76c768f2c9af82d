/** The query of an address, with its question mark, empty without values: lists are repeated keys, times are told in UTC. */
export function queryText(values: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    // What ends a request is no part of its address.
    if (value === undefined || name === 'signal') continue;
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    // An empty list of what is to be shown says that nothing is.
    if (all.length === 0 && name === 'include') query.append(name, '');
    for (const one of all) query.append(name, one instanceof Date ? one.toISOString() : String(one));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
