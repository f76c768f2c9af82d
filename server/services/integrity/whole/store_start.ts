import type { Subject } from '../../../domain/activity.js';
import type { SpaceStart } from '../verification/report.js';

/** Where verifying a store goes on: within the log of a space, or with the records behind one, or with the first. */
export type StoreStart =
  | { readonly log: { readonly space: string; readonly from: SpaceStart } }
  | { readonly after: Subject | undefined };

const LOG = /^log:([^:]+):(\d{1,15})(?::(\d{1,15}))?$/;
const RECORDS = 'records';
const RECORD = /^record:([^/]+)\/([^/]+)\/([^/]+)$/;

/** The start as one word, which `parseStart` reads again. */
export function formatStart(start: StoreStart): string {
  if ('after' in start) {
    if (start.after === undefined) return RECORDS;
    const { space, kind, id } = start.after;
    return `record:${[space, kind, id].map(encodeURIComponent).join('/')}`;
  }
  const { space, from } = start.log;
  const counts = [from.start, ...(from.erased === undefined ? [] : [from.erased])];
  return ['log', encodeURIComponent(space), ...counts.map(String)].join(':');
}

/** The start that is written so; `undefined`: it is none. */
export function parseStart(text: string): StoreStart | undefined {
  if (text === RECORDS) return { after: undefined };
  try {
    const [, logged, position, erased] = LOG.exec(text) ?? [];
    if (logged !== undefined) {
      const counts = erased !== undefined && { erased: Number(erased) };
      return { log: { space: decodeURIComponent(logged), from: { start: Number(position), ...counts } } };
    }
    const [, ...names] = RECORD.exec(text) ?? [];
    const [space, kind, id] = names.map(decodeURIComponent);
    return space === undefined || kind === undefined || id === undefined
      ? undefined
      : { after: { space, kind, id } };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
