import type {
  KibanaLegacyState,
  KibanaLegacyStatusReport,
  KibanaLevel,
  KibanaServiceStatus,
  KibanaStatusReport,
} from '../../../../common/kibana_platform.js';
import type { Health } from './health.js';

const PLUGIN: Readonly<Record<KibanaLevel, string>> = {
  available: 'All services are available',
  degraded: 'The audit log cannot be written',
  unavailable: 'The store does not answer',
};

const STORE: Readonly<Record<Health['store'], string>> = {
  available: 'Store is available',
  unavailable: 'Store does not answer',
};

/** What clients of before are told for each level. */
export const LEGACY_STATES: Readonly<
  Record<KibanaLevel, KibanaLegacyState & { readonly title: string; readonly nickname: string }>
> = {
  available: {
    ...{ state: 'green', title: 'Green', nickname: 'Looking good' },
    ...{ icon: 'success', uiColor: 'secondary' },
  },
  degraded: {
    ...{ state: 'yellow', title: 'Yellow', nickname: "I'll be back" },
    ...{ icon: 'warning', uiColor: 'warning' },
  },
  unavailable: {
    ...{ state: 'red', title: 'Red', nickname: 'Danger Will Robinson! Danger!' },
    ...{ icon: 'danger', uiColor: 'danger' },
  },
};

/** How the plugin is, service by service (P3). */
export function statusReport({ store, overall }: Health): KibanaStatusReport {
  const ofStore: KibanaServiceStatus = { level: store, summary: STORE[store] };
  const ofPlugin: KibanaServiceStatus = { level: overall, summary: PLUGIN[overall] };
  return {
    overall: ofPlugin,
    core: { elasticsearch: ofStore, savedObjects: ofStore },
    plugins: { caseActivity: ofPlugin },
  };
}

/** The same for clients that ask with `v7format`; `version` is a part of the names of services there. */
export function legacyStatusReport(health: Health, version: string): KibanaLegacyStatusReport {
  const { overall, core, plugins } = statusReport(health);
  const since = health.since.toISOString();
  const services: readonly (readonly [string, KibanaServiceStatus])[] = [
    ['core:elasticsearch', core.elasticsearch],
    ['core:savedObjects', core.savedObjects],
    ['plugin:caseActivity', plugins.caseActivity],
  ];
  return {
    overall: { ...LEGACY_STATES[overall.level], since },
    statuses: services.map(([name, { level, summary: message }]) => {
      const { state, icon, uiColor } = LEGACY_STATES[level];
      return { id: `${name}@${version}`, message, since, state, icon, uiColor };
    }),
  };
}
