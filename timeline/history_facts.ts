import { HistoryProblem, UnexpectedAnswer } from '../client/index.js';
import type { Figures } from './data/figures.js';
import type { HistorySource } from './data/history_source.js';
import type { Proof } from './data/verification.js';
import { extended } from './data/verification.js';
import type { Filters } from './filters.js';

/** What is asked, and until when. */
export interface FactsRequest {
  readonly source: HistorySource;
  readonly filters: Filters;
  readonly timeZone: string;
  readonly signal: AbortSignal;
}

/** So many of the newest entries are verified without being asked: that is soon done. */
const VERIFIED_AT_ONCE = 1_000;

/** What is told of a history besides its entries; the list does not wait for it and is there without it. */
export class HistoryFacts {
  readonly #changed: () => void;
  #request: FactsRequest | undefined;
  /** Entries per facet. */
  counts: Readonly<Record<string, number>> = {};
  figures: Figures | undefined;
  /** `undefined`: the server does not say. */
  proof: Proof | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  clear(): void {
    [this.counts, this.figures, this.proof] = [{}, undefined, undefined];
  }

  async read(request: FactsRequest): Promise<void> {
    this.#request = request;
    const { source, signal, filters, timeZone } = request;
    this.proof = undefined;
    const glance = await source.glance(signal).catch(() => undefined);
    const { counts = {}, head = 0, createdAt = '' } = glance ?? {};
    const proof = this.verify(Math.max(1, head - VERIFIED_AT_ONCE + 1));
    const figures = await source.figures({ filters, timeZone, createdAt }, signal).catch(() => undefined);
    if (signal.aborted) return;
    [this.counts, this.figures] = [counts, figures];
    this.#changed();
    await proof;
  }

  /** Entries have come that nobody has verified. */
  outdate(): void {
    if (this.proof !== undefined) this.proof = { ...this.proof, isWhole: false };
  }

  /** Verifies what has come since. */
  verifyOn(): void {
    if (this.proof !== undefined && !this.proof.isBusy) void this.verify(this.proof.to + 1);
  }

  /** Verifies from this entry on to the last one; what was found right before it stays so. */
  async verify(from: number): Promise<void> {
    const request = this.#request;
    if (request === undefined) return;
    const { source, signal } = request;
    const fresh = { from, to: from - 1, isWhole: false, problems: [] };
    let proof: Proof = { ...(this.proof?.to === from - 1 ? this.proof : fresh), isBusy: true };
    // Until the first answer nobody knows whether the server can tell.
    if (this.proof !== undefined) this.proof = proof;
    this.#changed();
    do {
      const answer = await source.verify(proof.to + 1, signal).catch(unlessMissing);
      if (signal.aborted) return;
      if (answer === undefined) this.proof = undefined;
      // Refused, or out of reach: it can be asked again.
      else if (answer === 'failed' || (answer.to <= proof.to && !answer.complete))
        this.proof = { ...proof, isBusy: false };
      else this.proof = extended(proof, answer);
      this.#changed();
      proof = this.proof ?? { ...proof, isBusy: false };
    } while (proof.isBusy);
  }
}

/** A server that does not know the question answers 404. */
function unlessMissing(error: unknown): 'failed' | undefined {
  const isAnswer = error instanceof HistoryProblem || error instanceof UnexpectedAnswer;
  return isAnswer && error.status === 404 ? undefined : 'failed';
}
