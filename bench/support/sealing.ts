import type { KeyObject } from 'node:crypto';
import type { RecordSave } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { Adoption } from '../../server/services/seals/adoption.js';
import { Sealer } from '../../server/services/seals/sealer.js';
import { SigningKeys } from '../../server/services/seals/signing_keys.js';

/** Seals what is written to a store, and signs it with the key if there is one. */
export function aSealer(store: ActivityStore, key?: KeyObject): Sealer {
  const settings = { origin: 'bench.example', keys: key === undefined ? [] : [{ key }] };
  return new Sealer(new Adoption(store), new SigningKeys(settings, () => new Date()));
}

/** The write with its seals. */
export async function sealed(sealer: Sealer, write: RecordSave): Promise<RecordSave> {
  const [ready = write] = await sealer.seal([write]);
  return ready.type === 'save' ? ready : write;
}
