import type {
  KibanaLegacyStatusReport,
  KibanaRedactedStatus,
  KibanaServerMetrics,
  KibanaServerStatus,
  KibanaServiceStatus,
  KibanaStats,
  KibanaStatusReport,
  KibanaVersion,
} from '../../../../common/kibana_platform.js';
import type { JsonSchema } from '../../openapi/json_schema.js';
import {
  BOOLEAN,
  COUNT,
  INSTANT,
  listOf,
  named,
  NUMBER,
  objectOf,
  oneOf,
  TEXT,
} from '../../openapi/json_schema.js';

const level = oneOf('available', 'degraded', 'unavailable');
const state = oneOf('green', 'yellow', 'red');

const service = named('KibanaServiceStatus', objectOf<keyof KibanaServiceStatus>({ level, summary: TEXT }));

const report = named(
  'KibanaStatusReport',
  objectOf<keyof KibanaStatusReport>({
    overall: service,
    core: objectOf<keyof KibanaStatusReport['core']>({ elasticsearch: service, savedObjects: service }),
    plugins: objectOf<keyof KibanaStatusReport['plugins']>({ caseActivity: service }),
  }),
);

const legacy = { state, icon: TEXT, uiColor: TEXT, since: INSTANT };
const legacyReport = named(
  'KibanaLegacyStatusReport',
  objectOf<keyof KibanaLegacyStatusReport>({
    overall: objectOf<keyof KibanaLegacyStatusReport['overall']>({ ...legacy, title: TEXT, nickname: TEXT }),
    statuses: listOf(
      objectOf<keyof KibanaLegacyStatusReport['statuses'][number]>({ ...legacy, id: TEXT, message: TEXT }),
    ),
  }),
);

const requests = objectOf<keyof KibanaServerMetrics['requests']>({ total: COUNT, disconnects: COUNT });

const metrics = named(
  'KibanaServerMetrics',
  objectOf<keyof KibanaServerMetrics>({
    collection_interval_in_millis: COUNT,
    last_updated: INSTANT,
    process: objectOf({
      memory: objectOf({
        heap: objectOf({ used_in_bytes: COUNT, total_in_bytes: COUNT, size_limit: COUNT }),
        resident_set_size_in_bytes: COUNT,
      }),
      uptime_in_millis: NUMBER,
    }),
    requests,
  }),
);

const redacted = named(
  'KibanaRedactedStatus',
  objectOf<keyof KibanaRedactedStatus>({ status: objectOf({ overall: objectOf({ level }) }) }),
);

/** What `/api/status` answers: who sends no credentials is told the level alone (P3). */
export const statusSchema: JsonSchema = {
  anyOf: [
    serverStatus('KibanaServerStatus', report),
    serverStatus('KibanaLegacyServerStatus', legacyReport),
    redacted,
  ],
};

/** What `/api/stats` answers (P3). */
export const statsSchema = named(
  'KibanaStats',
  objectOf<keyof KibanaStats>({
    kibana: objectOf<keyof KibanaStats['kibana']>({
      ...{ uuid: TEXT, name: TEXT, index: TEXT, host: TEXT, locale: TEXT, transport_address: TEXT },
      ...{ version: TEXT, snapshot: BOOLEAN, status: state },
    }),
    last_updated: INSTANT,
    collection_interval_ms: COUNT,
    process: objectOf<keyof KibanaStats['process']>({
      memory: objectOf({
        heap: objectOf({ total_bytes: COUNT, used_bytes: COUNT, size_limit: COUNT }),
        resident_set_size_bytes: COUNT,
      }),
      ...{ pid: COUNT, uptime_ms: NUMBER },
    }),
    os: objectOf<keyof KibanaStats['os']>({
      ...{ platform: TEXT, platform_release: TEXT, uptime_ms: NUMBER },
      load: objectOf({ '1m': NUMBER, '5m': NUMBER, '15m': NUMBER }),
      memory: objectOf({ total_bytes: COUNT, free_bytes: COUNT, used_bytes: COUNT }),
    }),
    requests,
    response_times: objectOf({ avg_ms: NUMBER }),
    concurrent_connections: COUNT,
  }),
);

function serverStatus(title: string, status: JsonSchema): JsonSchema {
  return named(
    title,
    objectOf<keyof KibanaServerStatus>({
      name: TEXT,
      uuid: { ...TEXT, format: 'uuid', description: 'Of the store.' },
      version: objectOf<keyof KibanaVersion>({
        ...{ number: TEXT, build_hash: TEXT, build_number: COUNT, build_snapshot: BOOLEAN },
      }),
      status,
      metrics,
    }),
  );
}
