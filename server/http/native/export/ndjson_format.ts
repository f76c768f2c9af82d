import type { NativeExportEnd, NativeExportStart } from '../../../../common/native_export.js';
import type { ExportFormat, ExportStart } from '../../../services/export/export_runs.js';
import type { ExportScope } from '../../../services/export/export_source.js';
import type { Language } from '../../prose/language.js';
import { toActor, toEntry } from '../answer/entry_presenter.js';
import { reference } from '../answer/page_links.js';
import type { Pairs } from '../request/decode.js';

/**
 * A line of JSON for each entry, between one that says what is exported and one that says that this was all (N8).
 * Entries have `text` but not `ago`, which would be another one in the next export.
 * @param sent what was asked for: the last line says how to ask for what comes later
 */
export function ndjsonFormat(language: Language, sent: Pairs): ExportFormat {
  return {
    positions: false,
    first: (start) => line({ export: toStart(start) } satisfies NativeExportStart),
    *lines(entries) {
      const view = { include: ['text'], language, now: new Date(0) };
      for (const { entry, position } of entries) yield line(toEntry(entry, view, position));
    },
    last: (entries, scope) =>
      line({ end: { entries, next: reference(sent, nextOf(scope)) } } satisfies NativeExportEnd),
  };
}

function toStart({ space, record, filters, from, to, at, by }: ExportStart): NativeExportStart['export'] {
  return {
    ...{
      version: 1,
      space,
      ...(record !== undefined && { record: { space, ...record } }),
      filters,
      from,
      to,
    },
    ...{ at: at.toISOString(), by: toActor(by) },
  };
}

/** From where what is not in this export can be had. */
function nextOf({ record, to }: ExportScope): Readonly<Record<string, number>> {
  return record === undefined ? { start: to } : { after: to - 1 };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
