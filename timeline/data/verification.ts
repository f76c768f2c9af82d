import type { NativeVerification } from '../../common/native_verification.js';

export type Problem = NativeVerification['problems'][number];

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
export function extended({ from, problems }: Proof, answer: NativeVerification): Proof {
  return {
    from,
    to: answer.to,
    isWhole: answer.complete,
    isBusy: !answer.complete,
    problems: [...problems, ...answer.problems],
  };
}
