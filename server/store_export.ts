import { AuditLog } from './access/audit/audit_log.js';
import type { ActivityConfig } from './config.js';
import { consoleLogger } from './console_logger.js';
import type { Actor } from './domain/activity.js';
import { ActivityError } from './domain/errors.js';
import type { ActivityStore } from './domain/store.js';
import { SILENT_TELEMETRY } from './domain/telemetry.js';
import { csvFormat } from './http/native/export/csv_format.js';
import { ndjsonFormat } from './http/native/export/ndjson_format.js';
import { decodeParameters } from './http/native/request/decode.js';
import type { LinesChoice, RecordExportQuery, SpaceExportQuery } from './http/native/request/export_query.js';
import { exportQuery } from './http/native/request/export_query.js';
import { filterOf } from './http/native/request/filter.js';
import type { CsvChoice } from './http/native/export/csv_format.js';
import { Languages } from './http/prose/languages.js';
import { SENTENCES } from './http/sentences.js';
import { ExportProofs } from './services/export/export_proofs.js';
import type { ExportFormat } from './services/export/export_runs.js';
import { ExportRuns } from './services/export/export_runs.js';
import type { ExportSource } from './services/export/export_source.js';
import { recordSource } from './services/export/record_source.js';
import { spaceSource } from './services/export/space_source.js';
import { Ledger } from './services/governance/ledger.js';
import { EntrySeals } from './services/history/entry_seals.js';
import { Checkpoints } from './services/integrity/checkpoints.js';
import type { KeyStatementsDependencies } from './services/integrity/key_statements.js';
import { KeyStatements } from './services/integrity/key_statements.js';
import { RecordNumbers } from './services/record_numbers.js';
import { configuredKeys, configuredSealer } from './services/seals/configured_sealer.js';
import { CreatedSpaces } from './services/spaces/created_spaces.js';
import { WriteDoor } from './services/write_door.js';

/** What an operator exports, without asking anybody. */
export interface StoreExport {
  readonly space: string;
  /** Absent: all of the space. */
  readonly record?: { readonly kind: string; readonly id: string } | undefined;
  readonly format: 'ndjson' | 'csv';
  /** The parameters of the route that answers the same (N8). */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** As whom the ledger knows the operator. */
  readonly actor: Actor;
  readonly signal: AbortSignal;
}

type Query = Partial<CsvChoice> & LinesChoice & RecordExportQuery & SpaceExportQuery;

/**
 * Exports from an open store as its operator, who may see everything; the ledger tells of it. `write` takes the text
 * chunk by chunk.
 * @throws INVALID_REQUEST with every fault of the query, SPACE_NOT_FOUND, RECORD_NOT_FOUND, LOG_DISABLED, and what
 *   `write` rejects with
 */
export async function exportFrom(
  store: ActivityStore,
  config: ActivityConfig,
  { space, record, format: as, query: sent, actor, signal }: StoreExport,
  write: (text: string) => Promise<void>,
): Promise<void> {
  const query = decodeParameters({ query: exportQuery(record !== undefined, as) }, sent, {}) as Query;
  await ensureSpace(store, config, space);
  const source = await sourceOf(store, { space, record }, query);
  const clock = (): Date => new Date();
  const sealer = configuredSealer(store, config.integrity, clock);
  const audit = new AuditLog(undefined, clock);
  const door = new WriteDoor({ store, sealer, audit, telemetry: SILENT_TELEMETRY });
  const ledger = new Ledger({ store, door, numbers: new RecordNumbers(store), clock });
  const host = { store, door, ledger, clock, logger: consoleLogger };
  const runs = new ExportRuns(host);
  const format = formatOf(config, as, query);
  const order = { source, by: { actor, writer: 'host' as const }, format, proofs: proofsOf(config, host) };
  for await (const text of runs.chunks(order, signal)) await write(text);
}

function proofsOf(
  { integrity }: ActivityConfig,
  host: Omit<KeyStatementsDependencies, 'keys' | 'retired'>,
): ExportProofs {
  const { store, clock } = host;
  const keys = configuredKeys(integrity, clock);
  const retired = integrity.keys.filter((one) => 'vkey' in one);
  const statements = new KeyStatements({ ...host, keys, retired });
  const checkpoints = new Checkpoints({ log: store.log, keys, statements });
  return new ExportProofs({ store, seals: new EntrySeals(store), checkpoints });
}

async function sourceOf(
  store: ActivityStore,
  { space, record }: Pick<StoreExport, 'space' | 'record'>,
  query: Query,
): Promise<ExportSource> {
  const all = { store, sees: () => true };
  const filter = filterOf(query);
  if (record !== undefined) {
    const head = await store.head({ space, ...record });
    if (head === undefined) throw new ActivityError('RECORD_NOT_FOUND', 'There is no such record.');
    return recordSource(all, head, { filter, after: query.after, before: query.before });
  }
  await store.log.catchUp(space);
  const { size } = await store.log.head(space);
  const { kinds, owners, start } = query;
  const asked = owners === undefined ? undefined : new Set(owners);
  return spaceSource(all, { space, filter: { ...filter, kinds, owners }, start, size, owners: asked });
}

function formatOf(
  { casebender, native }: ActivityConfig,
  as: StoreExport['format'],
  query: Query,
): ExportFormat {
  const { locale, messages } = casebender;
  const languages = new Languages({ builtIn: SENTENCES, added: messages, standard: locale });
  const language = languages.choose({ lang: query.locale, standard: native.locale });
  if (as === 'ndjson') return ndjsonFormat(language, query.sent, query.proofs);
  return csvFormat(language, { formulas: query.formulas ?? 'escape', bom: query.bom ?? false });
}

/** A mistyped space must not come to have a ledger. Spaces of a host's own directory are in no configuration. */
async function ensureSpace(store: ActivityStore, { spaces, log }: ActivityConfig, id: string): Promise<void> {
  if (spaces.some((space) => space.id === id)) return;
  if ((await new CreatedSpaces(store.registry).get(id)) !== undefined) return;
  if (log && (await store.log.head(id)).size > 0) return;
  throw new ActivityError('SPACE_NOT_FOUND', `There is no space ${id}.`);
}
