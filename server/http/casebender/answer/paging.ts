import { queryText } from '../../answer/query_text.js';

/** A page of a list as its headers describe it. */
export interface Paging {
  readonly page: number;
  readonly limit: number;
  readonly total: number;
  /** Id of the newest activity counted, so that links show one moment (C2.4). */
  readonly asOf?: number | undefined;
  /** As given in the request. */
  readonly lang?: string | undefined;
  /** Names and values that the list was cut down by. */
  readonly filters?: readonly (readonly [string, string])[] | undefined;
}

/** `X-Total-Count` and `Link`; targets are query-only references, right under any mount or proxy (C2.3). */
export function pagingHeaders(paging: Paging): Record<string, string> {
  const { page, limit, total } = paging;
  const last = Math.max(1, Math.ceil(total / limit));
  const relations: [string, number][] = [['first', 1]];
  if (page > 1) relations.push(['prev', Math.min(page - 1, last)]);
  if (page < last) relations.push(['next', page + 1]);
  relations.push(['last', last]);
  return {
    'X-Total-Count': String(total),
    Link: relations.map(([name, target]) => `<${reference(paging, target)}>; rel="${name}"`).join(', '),
  };
}

function reference({ limit, asOf, lang, filters = [] }: Paging, page: number): string {
  const pairs: [string, string][] = [
    ['page', String(page)],
    ['limit', String(limit)],
  ];
  if (asOf !== undefined) pairs.push(['as_of', String(asOf)]);
  if (lang !== undefined) pairs.push(['lang', lang]);
  return `?${queryText([...pairs, ...filters])}`;
}
