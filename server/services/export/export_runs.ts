import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '../../domain/json.js';
import type { Logger } from '../../domain/logger.js';
import type { Doer, Ledger } from '../governance/ledger.js';
import type { ExportProofs, ExportProving } from './export_proofs.js';
import type { ExportedEntry, ExportScope, ExportSource } from './export_source.js';

/** An export as its first line tells of it. */
export interface ExportStart extends ExportScope {
  readonly at: Date;
  readonly by: Doer['actor'];
  /** The signed note to which the paths of entries lead. */
  readonly checkpoint?: string | undefined;
}

/** How an export is written. All texts are whole lines. */
export interface ExportFormat {
  /** Whether it tells the positions of a record's entries. */
  readonly positions: boolean;
  /** Whether it tells what proves its entries. */
  readonly proofs: boolean;
  readonly first: (start: ExportStart) => string;
  readonly lines: (entries: readonly ExportedEntry[]) => Iterable<string>;
  /** @param entries how many there were @param scope what they were of */
  readonly last: (entries: number, scope: ExportScope) => string;
}

/** What is exported, by whom and how. */
export interface ExportOrder {
  readonly source: ExportSource;
  readonly by: Doer;
  readonly format: ExportFormat;
  /** Where the format tells what proves entries. */
  readonly proofs?: Pick<ExportProofs, 'begin'> | undefined;
}

/** What `ExportRuns` works with. */
export interface ExportRunsDependencies {
  readonly ledger: Ledger;
  readonly clock: () => Date;
  readonly logger: Logger;
}

const NOTHING_PROVEN: ExportProving = { prove: (entries) => Promise.resolve(entries) };

/** Texts are joined up to about this many characters. */
const CHUNK_CHARACTERS = 65_536;

/** Runs exports and has the ledger tell of each when it starts and how it ended (N8). */
export class ExportRuns {
  readonly #deps: ExportRunsDependencies;
  readonly #running = new Set<Promise<void>>();

  constructor(deps: ExportRunsDependencies) {
    this.#deps = deps;
  }

  /**
   * The text of the export, in chunks that are made when they are asked for. What ends before its last chunk was taken
   * is broken, also by the signal, which makes it reject.
   * @throws STORE_UNAVAILABLE, AUDIT_UNAVAILABLE before the first chunk, when the ledger cannot be written
   */
  async *chunks(order: ExportOrder, signal?: AbortSignal): AsyncGenerator<string, string> {
    const { ledger, clock } = this.#deps;
    const { source, by, format } = order;
    const { scope } = source;
    const end = this.#begin();
    const told = { export: randomUUID(), ...scopeJson(scope) };
    const hash = createHash('sha256');
    let [entries, outcome, isStarted] = [0, 'broken', false];
    try {
      await ledger.append(scope.space, [{ statement: 'export-started', details: told }], by);
      isStarted = true;
      const proving = format.proofs ? await order.proofs?.begin(scope.space) : undefined;
      const { checkpoint, prove } = proving ?? NOTHING_PROVEN;
      let text = format.first({ ...scope, at: clock(), by: by.actor, checkpoint });
      for await (const portion of source.portions(format.positions || format.proofs)) {
        signal?.throwIfAborted();
        entries += portion.length;
        for (const line of format.lines(await prove(portion))) {
          text += line;
          if (text.length < CHUNK_CHARACTERS) continue;
          hash.update(text);
          yield text;
          text = '';
        }
      }
      text += format.last(entries, scope);
      hash.update(text);
      yield text;
      outcome = 'complete';
      return '';
    } finally {
      const details = { ...told, entries, sha256: hash.digest('hex'), outcome };
      if (isStarted) await this.#finished(scope.space, details, by);
      end();
    }
  }

  /** Resolves when every export that has started has ended and the ledger tells so, at the latest after so long. */
  async idle(graceMs: number): Promise<void> {
    if (this.#running.size === 0) return;
    const over = new AbortController();
    await Promise.race([
      Promise.all(this.#running),
      wait(graceMs, undefined, { signal: over.signal }).catch(() => undefined),
    ]);
    over.abort();
  }

  /** What was sent is sent: an end that cannot be told is an error of ours, not of the answer. */
  async #finished(space: string, details: JsonObject, by: Doer): Promise<void> {
    try {
      await this.#deps.ledger.append(space, [{ statement: 'export-finished', details }], by);
    } catch (error) {
      this.#deps.logger.error({ err: error, export: details }, 'the end of an export is not in the ledger');
    }
  }

  #begin(): () => void {
    let end = (): void => undefined;
    const running = new Promise<void>((resolve) => (end = resolve));
    this.#running.add(running);
    return () => {
      this.#running.delete(running);
      end();
    };
  }
}

function scopeJson({ space: _, record, filters, from, to }: ExportScope): JsonObject {
  return { ...(record !== undefined && { record: { ...record } }), filters, from, to };
}
