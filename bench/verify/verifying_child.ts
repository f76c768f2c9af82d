import { consoleLogger } from '../../server/console_logger.js';
import type { StorageConfig } from '../../server/config/storage.js';
import { parseVkey } from '../../server/domain/log/signed_note.js';
import { openStore } from '../../server/open_store.js';
import { RecordVerification } from '../../server/services/integrity/verification/record_verification.js';
import type { SpaceStart } from '../../server/services/integrity/verification/report.js';
import { SpaceVerification } from '../../server/services/integrity/verification/space_verification.js';
import { VerifierKeys } from '../../server/services/integrity/verification/verifier_keys.js';
import { SPACE } from '../histories/boss.js';

/** What is verified, and with which key. */
export interface Verifying {
  readonly storage: StorageConfig;
  readonly vkey: string;
}

/** Which of the two ways, and of the records how many; what is left is not verified. */
export interface Asked {
  readonly what: 'space' | 'records';
  readonly entries: number;
}

const SUBJECTS = 500;

// The parent is ours and passes what is wanted.
const { storage, vkey } = JSON.parse(process.argv[2] ?? '{}') as Verifying;
const key = parseVkey(vkey);
if (key === undefined) throw new Error(`${vkey} is no key.`);
const store = await openStore(storage, { logger: consoleLogger, log: true });
const deps = { store, keys: new VerifierKeys([key]) };

process.on('message', (asked: Asked) => {
  const verified = asked.what === 'space' ? space() : records(asked.entries);
  void verified.then((entries) => process.send?.(entries));
});
process.once('SIGTERM', () => {
  void store.close().then(() => process.exit(0));
});
process.once('disconnect', () => process.exit(1));
process.send?.('ready');

/** @returns how many positions were verified */
async function space(): Promise<number> {
  const verification = new SpaceVerification(deps);
  let [entries, next]: [number, SpaceStart | undefined] = [0, { start: 0 }];
  while (next !== undefined) {
    const report = await verification.check(SPACE, next);
    if (!report.valid) throw new Error(`Not valid: ${JSON.stringify(report.problems[0])}`);
    entries += report.entries;
    ({ next } = report);
  }
  return entries;
}

/** @returns how many entries of records were verified, at least as many as asked for if there are so many */
async function records(atLeast: number): Promise<number> {
  const verification = new RecordVerification(deps);
  let entries = 0;
  let after: Awaited<ReturnType<typeof store.subjects>>[number] | undefined;
  for (;;) {
    const page = await store.subjects(after, SUBJECTS);
    for (const head of await store.heads(page)) {
      if (head === undefined) continue;
      const report = await verification.check(head);
      if (!report.valid) throw new Error(`Not valid: ${JSON.stringify(report.problems[0])}`);
      entries += report.entries;
    }
    after = page.at(-1);
    if (page.length < SUBJECTS || entries >= atLeast) return entries;
  }
}
