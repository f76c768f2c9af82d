import type { Pairs } from '../request/decode.js';
import { queryText } from '../../answer/query_text.js';

/** A query-only reference: right under any mount or proxy. `undefined` removes what was sent (N1.1). */
export function reference(
  sent: Pairs,
  changes: Readonly<Record<string, string | number | undefined>>,
): string {
  const kept = sent.filter(([name]) => !Object.hasOwn(changes, name));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return `?${queryText([...kept, ...added])}`;
}

/** `Link` (RFC 8288); relations without a target are left out. */
export function linkHeader(targets: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const links = Object.entries(targets).flatMap(([relation, target]) =>
    target === undefined ? [] : [`<${target}>; rel="${relation}"`],
  );
  return links.length === 0 ? {} : { Link: links.join(', ') };
}
