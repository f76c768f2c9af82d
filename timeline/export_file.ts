import { UnexpectedAnswer } from '../client/index.js';
import { queryText } from '../client/query_text.js';
import type { Filters } from './filters.js';
import { filterQuery } from './filters.js';

/** What is taken away, of which record or of the whole space. */
export interface ExportRequest {
  /** Base of the API. */
  readonly root: string;
  readonly record: { readonly kind: string; readonly id: string } | undefined;
  readonly filters: Filters;
  readonly format: 'csv' | 'ndjson';
  readonly locale: string;
}

/**
 * Saves all that the filter shows as a file, asked for with the reader's own credentials.
 * @throws UnexpectedAnswer when the server refuses
 */
export async function saveExport(request: ExportRequest, ask: typeof fetch): Promise<void> {
  const { root, record, filters, format, locale } = request;
  const names = record === undefined ? [] : ['records', record.kind, record.id].map(encodeURIComponent);
  const query = { ...filterQuery(filters, record !== undefined), locale };
  const address = [root, ...names, `entries.${format}`].join('/') + queryText(query);
  const response = await ask(address);
  const { ok, status } = response;
  if (!ok) throw new UnexpectedAnswer('The export was refused.', { status });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = nameOf(response) ?? `activity.${format}`;
  link.click();
  // The browser has begun to save it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What the server calls the file. */
function nameOf({ headers }: Response): string | undefined {
  const disposition = headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="([^"]*)"/i.exec(disposition)?.[1];
}
