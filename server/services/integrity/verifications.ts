import type { Access } from '../../access/access.js';
import type { Gate } from '../../access/gate.js';
import type { Subject } from '../../domain/activity.js';
import { isActivityError } from '../../domain/errors.js';
import { LEDGER, ledgerOf } from '../../domain/ledger.js';
import type { Logger } from '../../domain/logger.js';
import type { ActivityStore } from '../../domain/store.js';
import type { Telemetry } from '../../domain/telemetry.js';
import type { HistoryGuard, ShownHead } from '../history_guard.js';
import { RecordVerification } from './verification/record_verification.js';
import type { RecordReport, SpaceReport, SpaceStart } from './verification/report.js';
import { SpaceVerification } from './verification/space_verification.js';
import type { VerifierKeys } from './verification/verifier_keys.js';

/** Problems of one report that are logged. */
const LOGGED_PROBLEMS = 20;

/** What `Verifications` works with. */
export interface VerificationsDependencies {
  readonly store: ActivityStore;
  readonly gate: Gate;
  readonly guard: HistoryGuard;
  readonly keys: VerifierKeys;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly telemetry: Pick<Telemetry, 'integrityProblems'>;
}

/** Verifies histories for those who may (N1.2, N10.4): what is wrong is an answer, an error in the log, and counted. */
export class Verifications {
  readonly #deps: VerificationsDependencies;
  readonly #records: RecordVerification;
  readonly #spaces: SpaceVerification;

  constructor(deps: VerificationsDependencies) {
    this.#deps = deps;
    this.#records = new RecordVerification(deps);
    this.#spaces = new SpaceVerification(deps);
  }

  /**
   * A part of a record's history, for whoever may see it. @param from at least 1
   * @throws RECORD_NOT_FOUND
   */
  async record(access: Access, subject: Subject, from: number): Promise<RecordReport> {
    const report = await this.#records.check(await this.#shown(access, subject), from);
    if (!report.valid) this.#tell(report.problems, { subject });
    return report;
  }

  /**
   * A part of the log of the caller's space, for whoever governs it.
   * @throws FORBIDDEN, LOG_DISABLED
   */
  async space(access: Access, from: SpaceStart): Promise<SpaceReport> {
    const { gate, clock } = this.#deps;
    const { kind, id } = ledgerOf(access.space.id, clock());
    gate.ensure(access, 'governHistory', [{ id, owner: LEDGER, record: { kind, id } }]);
    const report = await this.#spaces.check(access.space.id, from);
    if (!report.valid) this.#tell(report.problems, { space: access.space.id });
    return report;
  }

  /** Whose record it is, nobody can tell of one whose head cannot be read: then it is nobody's. */
  async #shown(access: Access, subject: Subject): Promise<ShownHead> {
    const { store, guard } = this.#deps;
    try {
      return guard.admitToHistory(access, 'verifyHistory', await store.head(subject));
    } catch (error) {
      if (isActivityError(error) && !isActivityError(error, 'INTERNAL_ERROR')) throw error;
      this.#tell([{ seq: 0, problem: 'head-differs' }], { subject, err: error });
      return guard.admitToHistory(access, 'verifyHistory', undefined);
    }
  }

  #tell(problems: readonly object[], about: object): void {
    this.#deps.telemetry.integrityProblems(problems.length);
    this.#deps.logger.error(
      { ...about, problems: problems.slice(0, LOGGED_PROBLEMS), count: problems.length },
      'what is stored of a history is not what was recorded',
    );
  }
}
