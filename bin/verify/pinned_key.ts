import type { Trust } from '../../server/maintenance.js';
import { parseVkey } from '../../server/maintenance.js';
import { CommandFailure, EXIT } from '../exit.js';

/** The key that somebody has pinned. @throws CommandFailure when it is none */
export function pinnedKey(vkey: string): Trust['keys'][number] {
  const key = parseVkey(vkey);
  if (key === undefined) {
    throw new CommandFailure(EXIT.usage, '--key must be a vkey, as keygen prints it and GET /keys tells it');
  }
  return key;
}
