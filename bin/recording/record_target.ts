import { readConfig } from '../../server/config.js';
import type { LoadedConfig } from '../config_file.js';
import { CommandFailure, EXIT } from '../exit.js';

/** Where records are recorded. */
export interface RecordTarget {
  readonly space: string;
  readonly owner: string;
}

/** @throws CommandFailure when the space or the owner is none of the configuration */
export function checkTarget({ config, baseDir }: LoadedConfig, { space, owner }: RecordTarget): void {
  const { caseActivity } = config as { readonly caseActivity?: unknown };
  const { spaces, owners } = readConfig(caseActivity, { baseDir, env: process.env });
  const wanted = [
    { what: 'space', id: space, known: spaces },
    { what: 'owner', id: owner, known: owners },
  ];
  const missing = wanted.filter(({ id, known }) => !known.some((one) => one.id === id));
  if (missing.length === 0) return;
  const sentences = missing.map(({ what, id, known }) => {
    const ids = known.map((one) => one.id).join(', ');
    return `--${what}: the configuration has no ${what} "${id}"; it has ${ids}`;
  });
  throw new CommandFailure(EXIT.usage, sentences.join('\n'));
}
