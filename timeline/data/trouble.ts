import { HistoryProblem, UnexpectedAnswer } from '../../client/index.js';

/** Why there is nothing to see, as far as the reader can do something about it. */
export type TroubleKind = 'signIn' | 'refused' | 'gone' | 'invalid' | 'busy' | 'offline' | 'failed';

export interface Trouble {
  readonly kind: TroubleKind;
  /** What the server says, in its words; empty where it says nothing. */
  readonly detail: string;
  readonly requestId: string | undefined;
}

/** What is told of an error. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof HistoryProblem) {
    const { status, requestId, errors, message } = error;
    const faults = errors.map(({ parameter = '', detail }) => `${parameter} ${detail}`.trim());
    return { kind: kindOf(status), detail: faults.join('; ') || message, requestId };
  }
  const { status } = error instanceof UnexpectedAnswer ? error : { status: 500 };
  const kind = status === undefined ? 'offline' : status < 400 ? 'failed' : kindOf(status);
  return { kind, detail: '', requestId: undefined };
}

/** Whether the reader may no longer see what is on the screen. */
export function isLost({ kind }: Trouble): boolean {
  return kind === 'signIn' || kind === 'refused' || kind === 'gone';
}

function kindOf(status: number): TroubleKind {
  switch (status) {
    case 401:
      return 'signIn';
    case 403:
      return 'refused';
    case 404:
      return 'gone';
    case 429:
      return 'busy';
    default:
      return status < 500 ? 'invalid' : 'failed';
  }
}
