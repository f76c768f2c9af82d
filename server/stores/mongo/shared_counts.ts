import type { Document } from 'mongodb';
import type { CountedWindow, RequestCounts } from '../../domain/request_counts.js';
import { isDuplicateKey } from './connection/mongo_errors.js';
import type { CountsDocument } from './documents.js';
import type { Workbench } from './workbench.js';

/**
 * Counts that all processes of a database share: a document per sender, and one command per request, which looks at
 * all windows and counts at one moment. They bear a failover that takes the last of them back.
 */
export class SharedCounts implements RequestCounts {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async count(sender: string, windows: readonly CountedWindow[]): Promise<readonly number[]> {
    const after = (await this.#counted(sender, windows)) ?? (await this.#first(sender, windows));
    const counted = after?.full === false ? 1 : 0;
    return windows.map((window) => (after?.w[fieldOf(window)]?.n ?? 0) - counted);
  }

  /**
   * Of the sender's first request. Not by an upsert: where two come at once, one of the engines that are tried forgets
   * one of them.
   */
  async #first(sender: string, windows: readonly CountedWindow[]): Promise<CountsDocument | null> {
    const { counts } = this.#bench.collections;
    const none = { _id: sender, w: {}, full: false, until: endOf(windows) };
    await this.#bench
      .call(() => counts.insertOne(none))
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    return this.#counted(sender, windows);
  }

  /** What is there then: of the engines that are tried, not all answer what was there just before. */
  #counted(sender: string, windows: readonly CountedWindow[]): Promise<CountsDocument | null> {
    const { counts } = this.#bench.collections;
    const options = {
      returnDocument: 'after',
      includeResultMetadata: false,
      writeConcern: { w: 1 },
      maxTimeMS: this.#bench.timeoutMs,
    } as const;
    return this.#bench.call(() => counts.findOneAndUpdate({ _id: sender }, counting(windows), options));
  }
}

function counting(windows: readonly CountedWindow[]): Document[] {
  const all = (part: (window: CountedWindow, path: string) => unknown): Document =>
    Object.fromEntries(windows.map((window) => [fieldOf(window), part(window, `$w.${fieldOf(window)}`)]));
  return [
    {
      $set: {
        w: all((window, path) => ({
          $cond: [{ $in: [`${path}.i`, indexesOf(window)] }, path, { i: window.index, n: 0 }],
        })),
        until: endOf(windows),
      },
    },
    {
      $set: {
        full: { $or: windows.map((window) => ({ $gte: [`$w.${fieldOf(window)}.n`, window.quota] })) },
      },
    },
    {
      $set: {
        w: all((_, path) => ({ i: `${path}.i`, n: { $add: [`${path}.n`, { $cond: ['$full', 0, 1] }] } })),
      },
    },
  ];
}

/** A while after the longest window. */
function endOf(windows: readonly CountedWindow[]): Date {
  return new Date(Math.max(...windows.map(({ seconds, index }) => seconds * (index + 2) * 1000)));
}

function fieldOf({ seconds }: CountedWindow): string {
  return `s${String(seconds)}`;
}

/** A process whose clock is a little behind counts in the window that others have begun; no other window is ahead. */
function indexesOf({ index }: CountedWindow): number[] {
  return [index, index + 1];
}
