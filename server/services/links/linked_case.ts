import type { JsonObject } from '../../domain/json.js';
import { isJsonObject } from '../../domain/json.js';
import { DEFAULT_LEVEL } from '../record_levels.js';
import type { AlertFields, AlertPatch } from '../alerts/alert_fields.js';
import { patchedAlert } from '../alerts/alert_fields.js';
import type { Byline } from '../byline.js';
import type { NewCase } from '../cases/case_state.js';
import { createdSnapshot, createdState } from '../cases/case_state.js';
import { caseStatusOf } from '../cases/case_status.js';

/** What a request says of the case (C9.6), with the words of alerts; the status is one that cases have. */
export type LinkedCaseFields = Pick<AlertFields, 'title' | 'severity'> &
  Pick<AlertPatch, 'description' | 'status' | 'tags' | 'tlp' | 'pap' | 'assigned_to' | 'custom_fields'>;

/** The first state of a case, and what its `created` entry tells. */
export interface LinkedCase {
  readonly state: (alertIds: readonly string[], byline: Byline) => JsonObject;
  readonly snapshot: JsonObject;
  /** What of the state decides who may create and see it. */
  readonly levels: JsonObject;
}

/**
 * A case of the Cases API, and beside its attributes what that API has no words for: `tlp`, `pap`, `assigned_to`,
 * `custom_fields`, and `alert_ids`, which alone is not told in the history: not everybody who may see the case may
 * know of each alert.
 */
export function linkedCase(owner: string, fields: LinkedCaseFields): LinkedCase {
  const { title, severity, description = '', tags = [], status = 'open', ...others } = fields;
  const input: NewCase = {
    title,
    description,
    tags,
    owner,
    severity,
    status: caseStatusOf(status) ?? 'open',
    connector: { id: 'none', name: 'none', type: '.none', fields: null },
    // Alerts here have a status of their own, which a case's does not change.
    settings: { syncAlerts: false },
  };
  const levels = { tlp: fields.tlp ?? DEFAULT_LEVEL, pap: fields.pap ?? DEFAULT_LEVEL };
  const given = withoutNothing(patchedAlert({}, others));
  return {
    levels,
    snapshot: { ...createdSnapshot(input), ...given },
    state: (alertIds, byline) => ({
      ...createdState(input, byline),
      ...{ assigned_to: null, custom_fields: {} },
      ...given,
      ...levels,
      alert_ids: alertIds,
    }),
  };
}

/** No value is told as if it had not been sent. */
function withoutNothing(given: JsonObject): JsonObject {
  const told = Object.entries(given).filter(
    ([, value]) => value !== null && !(isJsonObject(value) && Object.keys(value).length === 0),
  );
  return Object.fromEntries(told);
}
