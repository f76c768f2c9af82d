import type { Actor } from '../../domain/activity.js';
import type { RecordErasure, RecordHead } from '../../domain/record.js';
import type { Statement } from './ledger.js';

/** The write that erases a record as it was seen. */
export function erasureOf({ revision, subject }: RecordHead): RecordErasure {
  return { type: 'erase', expected: revision, subject };
}

/** What is left of a record that is erased: enough to account for its rows in the log (N11.1). */
export function erasedStatement(
  { subject, number, owner, seq, chain }: RecordHead,
  { username }: Actor,
): Statement {
  const { kind, id } = subject;
  const hash = chain?.hash;
  return {
    statement: 'record-erased',
    details: {
      ...{ kind, id, number, owner, seq },
      ...(hash !== undefined && { hash }),
      ...(username !== undefined && { by: username }),
    },
  };
}
