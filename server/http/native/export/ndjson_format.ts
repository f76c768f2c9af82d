import type { NativeEntry } from '../../../../common/native.js';
import type { NativeExportEnd, NativeExportStart } from '../../../../common/native_export.js';
import type { ExportFormat, ExportStart } from '../../../services/export/export_runs.js';
import type { ExportedEntry, ExportScope } from '../../../services/export/export_source.js';
import type { Language } from '../../prose/language.js';
import type { EntryView } from '../answer/entry_presenter.js';
import { toActor, toEntry } from '../answer/entry_presenter.js';
import { reference } from '../answer/page_links.js';
import type { Pairs } from '../request/decode.js';

/**
 * A line of JSON for each entry, between one that says what is exported and one that says that this was all (N8).
 * Entries have `text` but not `ago`, which would be another one in the next export.
 * @param sent what was asked for: the last line says how to ask for what comes later
 * @param proofs whether entries have what proves them
 */
export function ndjsonFormat(language: Language, sent: Pairs, proofs = false): ExportFormat {
  return {
    positions: false,
    proofs,
    first: (start) => line({ export: toStart(start) } satisfies NativeExportStart),
    *lines(entries) {
      const view = { include: ['text'], language, now: new Date(0) };
      for (const one of entries) yield line(toLine(one, view));
    },
    last: (entries, scope) =>
      line({ end: { entries, next: reference(sent, nextOf(scope)) } } satisfies NativeExportEnd),
  };
}

function toLine({ entry, position, seal, path }: ExportedEntry, view: EntryView): NativeEntry {
  const seals = seal && new Map([[entry, seal]]);
  return {
    ...toEntry(entry, { ...view, seals }, position),
    ...(path !== undefined && { path: path.map((hash) => Buffer.from(hash).toString('base64')) }),
  };
}

function toStart(start: ExportStart): NativeExportStart['export'] {
  const { space, record, filters, from, to, at, by, checkpoint } = start;
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
    ...(checkpoint !== undefined && { checkpoint }),
  };
}

/** From where what is not in this export can be had. */
function nextOf({ record, to }: ExportScope): Readonly<Record<string, number>> {
  return record === undefined ? { start: to } : { after: to - 1 };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
