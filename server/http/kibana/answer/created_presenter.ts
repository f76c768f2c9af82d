import type { KibanaCreateCase } from '../../../../common/kibana_activity.js';
import { CASE_KIND } from '../../../../common/constants.js';
import type { Activity } from '../../../domain/activity.js';
import type { Json, JsonObject } from '../../../domain/json.js';
import {
  assigneesOf,
  connectorOf,
  customFieldsOf,
  foreignField,
  NO_CONNECTOR,
  settingsOf,
  severityOf,
  statusOf,
  textOf,
  textOrNullOf,
  textsOf,
} from './values.js';

/** How the fields of a case are read; a value that a reader answers `undefined` for is told as a custom field. */
const READERS: Readonly<Record<string, (value: Json) => unknown>> = {
  title: textOf,
  description: textOf,
  tags: textsOf,
  connector: connectorOf,
  settings: settingsOf,
  owner: textOf,
  severity: severityOf,
  status: statusOf,
  assignees: assigneesOf,
  category: textOrNullOf,
  customFields: customFieldsOf,
};

/**
 * Payload of `create_case`, keys in the order of the published example (K4). A case that was recorded without
 * the keys which later versions added is shown without them (K21); other records get the defaults.
 */
export function toCreated({ subject, owner }: Activity, snapshot: JsonObject): KibanaCreateCase {
  const foreign = foreignFields(snapshot);
  const shows = (key: string): boolean => subject.kind !== CASE_KIND || Object.hasOwn(snapshot, key);
  return {
    description: textOf(snapshot['description']) ?? '',
    title: textOf(snapshot['title']) ?? subject.id,
    tags: textsOf(snapshot['tags']) ?? [],
    connector: connectorOf(snapshot['connector']) ?? NO_CONNECTOR,
    settings: settingsOf(snapshot['settings']) ?? { syncAlerts: false },
    owner,
    ...(shows('severity') ? { severity: severityOf(snapshot['severity']) ?? 'low' } : {}),
    status: statusOf(snapshot['status']) ?? 'open',
    ...(shows('assignees') ? { assignees: assigneesOf(snapshot['assignees']) ?? [] } : {}),
    ...(shows('category') ? { category: textOf(snapshot['category']) ?? null } : {}),
    ...(shows('customFields') || foreign.length > 0
      ? { customFields: [...(customFieldsOf(snapshot['customFields']) ?? []), ...foreign] }
      : {}),
  };
}

function foreignFields(snapshot: JsonObject): ReturnType<typeof foreignField>[] {
  return Object.entries(snapshot).flatMap(([key, value]) => {
    const read = Object.hasOwn(READERS, key) ? READERS[key] : undefined;
    return value === null || read?.(value) !== undefined ? [] : [foreignField(key, value)];
  });
}
