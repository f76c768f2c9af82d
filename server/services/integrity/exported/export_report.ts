/** What can be wrong with an export: words of N10.4, and two about the file itself. */
export type ExportProblem =
  | 'hash-differs'
  | 'leaf-differs'
  | 'chain-broken'
  | 'signature-wrong'
  | 'unsigned'
  | 'gap'
  | 'not-in-log'
  | 'checkpoint-inconsistent'
  /** The line is none of an export, or not as one is written. */
  | 'malformed'
  /** The last line is missing, or counts other than what was read. */
  | 'not-whole';

/** Something is wrong with a line. */
export interface FoundProblem {
  /** From 1. */
  readonly line: number;
  readonly record?: { readonly kind: string; readonly id: string } | undefined;
  readonly seq?: number | undefined;
  readonly problem: ExportProblem;
}

/** What became of verifying an export. */
export interface ExportReport {
  /** Nothing is wrong with any line. */
  readonly valid: boolean;
  /** Lines of entries that were read. */
  readonly entries: number;
  /** The checkpoint to which they lead; absent without one. */
  readonly checkpoint?: { readonly origin: string; readonly size: number; readonly root: string } | undefined;
  /** Entries that are in the tree of that checkpoint. */
  readonly inLog: number;
  /** Entries of which that before them is known, and theirs. */
  readonly chained: number;
  /** Entries inside and outside commits whose signature was seen and is right. */
  readonly signed: number;
  readonly unsigned: number;
  /** Values that are erased: of these the file has digests alone. */
  readonly erasedParts: number;
  /** In the order of lines. */
  readonly problems: readonly FoundProblem[];
  /** False: with so many problems the rest was not read. */
  readonly complete: boolean;
}
