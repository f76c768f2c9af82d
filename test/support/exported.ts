import { expect } from 'chai';
import type { NativeEntry } from '../../common/native.js';
import type { NativeExportEnd, NativeExportStart } from '../../common/native_export.js';
import type { Principal } from '../../server/access/principal.js';
import { BOSS, headersOf } from './casebender.js';
import type { TestHost } from './host.js';

/** An exported file. */
export interface ExportedFile {
  readonly headers: Headers;
  readonly text: string;
}

/** An export of lines, taken apart. */
export interface ExportedLines {
  readonly start: NativeExportStart['export'];
  /** As they were sent. */
  readonly lines: readonly string[];
  readonly entries: readonly NativeEntry[];
  readonly end: NativeExportEnd['end'];
}

/** What a caller is answered. */
export async function fetchExport(
  host: Pick<TestHost, 'url'>,
  path: string,
  { principal = BOSS, space }: { readonly principal?: Principal; readonly space?: string } = {},
): Promise<Response> {
  const base = `${host.url}${space === undefined ? '' : `/s/${space}`}/api/activity/v1`;
  return fetch(`${base}${path}`, { headers: headersOf(principal) });
}

/** An export that succeeds. */
export async function exportFile(...asked: Parameters<typeof fetchExport>): Promise<ExportedFile> {
  const response = await fetchExport(...asked);
  const text = Buffer.from(await response.arrayBuffer()).toString();
  expect(response.status, text).to.equal(200);
  return { headers: response.headers, text };
}

/** A whole export of lines. */
export async function exportLines(...asked: Parameters<typeof fetchExport>): Promise<ExportedLines> {
  return linesOf((await exportFile(...asked)).text);
}

/** The parts of a file that is whole. */
export function linesOf(text: string): ExportedLines {
  expect(text.endsWith('\n'), 'a whole last line').to.equal(true);
  const all = text.slice(0, -1).split('\n');
  const lines = all.slice(1, -1);
  return {
    start: (JSON.parse(all.at(0) ?? '') as NativeExportStart).export,
    lines,
    entries: lines.map((line) => JSON.parse(line) as NativeEntry),
    end: (JSON.parse(all.at(-1) ?? '') as NativeExportEnd).end,
  };
}
