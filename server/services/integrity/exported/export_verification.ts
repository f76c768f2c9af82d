import type { ReadCheckpoint } from '../../../domain/log/checkpoint.js';
import { parseCheckpoint } from '../../../domain/log/checkpoint.js';
import type { VerifierKey } from '../../../domain/log/signed_note.js';
import { verifiesNote } from '../../../domain/log/signed_note.js';
import { VerifierKeys } from '../verification/verifier_keys.js';
import type { ClaimedEntry, ClaimedLine, ClaimedStart } from './claimed_line.js';
import { entryProblems } from './entry_check.js';
import { EntryOrder } from './entry_order.js';
import type { ExportProblem, ExportReport, FoundProblem } from './export_report.js';
import { RecordChains } from './record_chains.js';

/** With more, whoever reads them knows enough. */
const MAX_PROBLEMS = 1000;

/** What whoever verifies trusts. */
export interface Trust {
  /** Of the origin or of the space. */
  readonly keys: readonly VerifierKey[];
  /** One that was kept elsewhere, of the same size as the export's own, whose place it takes. */
  readonly checkpoint?: ReadCheckpoint | undefined;
}

/** Verifies the lines of an export, one after the other, with nothing but what is trusted (N10.4). */
export class ExportVerification {
  readonly #trust: Trust;
  #chains = new RecordChains([]);
  #order: EntryOrder | undefined;
  #tree: ReadCheckpoint | undefined;
  #line = 0;
  /** What the last line counts. */
  #counted: number | undefined;
  readonly #counts = { entries: 0, inLog: 0, chained: 0, signed: 0, erasedParts: 0 };
  readonly #problems: FoundProblem[] = [];

  constructor(trust: Trust) {
    this.#trust = trust;
  }

  /** Whether there is no use in going on. */
  get hasTooManyProblems(): boolean {
    return this.#problems.length >= MAX_PROBLEMS;
  }

  /** The next line; `undefined`: it cannot be read. */
  take(line: ClaimedLine | undefined): void {
    this.#line += 1;
    if (line?.type === 'start' && this.#line === 1) this.#begin(line.start);
    else if (line?.type === 'entry' && this.#order !== undefined && this.#counted === undefined)
      this.#entry(line.entry, this.#order);
    else if (line?.type === 'end' && this.#counted === undefined) this.#counted = line.entries;
    else this.#unreadable();
  }

  /** What has come of it. @param complete whether all lines were taken */
  report(complete = true): ExportReport {
    const { entries, signed, ...counts } = this.#counts;
    if (complete && this.#counted !== entries) this.#found('not-whole');
    if (complete && this.#order?.isDone === false) this.#found('gap');
    const { origin, size, root } = this.#tree ?? {};
    return {
      valid: complete && this.#problems.length === 0,
      entries,
      ...(origin !== undefined && {
        checkpoint: { origin, size: size ?? 0, root: Buffer.from(root ?? []).toString('base64') },
      }),
      ...{ ...counts, signed, unsigned: entries - signed },
      problems: this.#problems,
      complete,
    };
  }

  #begin(start: ClaimedStart): void {
    this.#order = new EntryOrder(start);
    const own = start.checkpoint === undefined ? undefined : parseCheckpoint(start.checkpoint);
    const { keys, checkpoint: kept } = this.#trust;
    const tree = kept ?? own;
    const isTheirs = own !== undefined && (kept === undefined || isSame(own, kept));
    if (tree?.origin.endsWith(`/${start.space}`) !== true || !isTheirs)
      this.#found('checkpoint-inconsistent');
    if (tree === undefined) return;
    this.#tree = tree;
    // Those of an origin sign for each of its spaces (N10.6).
    const signers = new VerifierKeys(keys).of(start.space).filter(({ name }) => name === tree.origin);
    // Where nobody who is trusted has signed the tree, nothing is gained by looking at each commit.
    if (verifiesNote(tree.note, signers)) this.#chains = new RecordChains(signers);
    else this.#found('signature-wrong');
  }

  #entry(entry: ClaimedEntry, order: EntryOrder): void {
    const { activity, leaf, erased } = entry;
    const { seq, subject, seal } = activity;
    this.#counts.entries += 1;
    this.#counts.erasedParts += erased;
    const problems = entryProblems(entry, this.#tree);
    for (const problem of problems) this.#found(problem, { subject, seq });
    if (!order.takes(entry)) this.#found('gap', { subject, seq });
    if (this.#tree !== undefined && !problems.includes('not-in-log')) this.#counts.inLog += 1;
    if (seal === undefined || leaf === undefined) return;
    const { hash, signature } = seal;
    const { number, prev } = leaf;
    const followed = this.#chains.follow({ number, seq, hash, prev, signature });
    for (const found of followed.problems) this.#found(found.problem, { subject, seq: found.seq });
    if (followed.chained) this.#counts.chained += 1;
    this.#counts.signed += followed.signed;
  }

  /** In between it was an entry, as far as the last line counts. */
  #unreadable(): void {
    this.#found('malformed');
    if (this.#line > 1 && this.#counted === undefined) this.#counts.entries += 1;
  }

  #found(problem: ExportProblem, of?: Pick<ClaimedEntry['activity'], 'subject' | 'seq'>): void {
    const { subject, seq } = of ?? {};
    const record = subject && { kind: subject.kind, id: subject.id };
    this.#problems.push({ line: this.#line, ...(record && { record, seq }), problem });
  }
}

function isSame(a: ReadCheckpoint, b: ReadCheckpoint): boolean {
  return a.origin === b.origin && a.size === b.size && Buffer.compare(a.root, b.root) === 0;
}
