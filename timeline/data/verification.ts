/** What the server finds when it computes hashes anew (N10.4), as far as it is told. */
export interface VerifyAnswer {
  readonly valid: boolean;
  /** The first and the last `seq` that were looked at. */
  readonly from: number;
  readonly to: number;
  readonly problems: readonly Problem[];
  /** False: there is more behind `to`. */
  readonly complete: boolean;
}

export interface Problem {
  readonly seq?: number | undefined;
  readonly problem: string;
}

/** What is known of whether a record is as it was recorded: of its entries from one `seq` to another. */
export interface Proof {
  readonly from: number;
  readonly to: number;
  /** Whether there were no others behind it. */
  readonly isWhole: boolean;
  readonly isBusy: boolean;
  readonly problems: readonly Problem[];
}

export type ProofState = 'verified' | 'unverified' | 'broken';

export function stateOf({ from, isWhole, isBusy, problems }: Proof): ProofState {
  if (problems.length > 0) return 'broken';
  return from <= 1 && isWhole && !isBusy ? 'verified' : 'unverified';
}

/** Together with what was found behind it. */
export function extended({ from, problems }: Proof, answer: VerifyAnswer): Proof {
  const found = answer.valid || answer.problems.length > 0 ? answer.problems : [{ problem: 'invalid' }];
  return {
    from,
    to: answer.to,
    isWhole: answer.complete,
    isBusy: !answer.complete,
    problems: [...problems, ...found],
  };
}
