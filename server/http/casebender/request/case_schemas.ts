import type { ObjectSchema } from 'joi';
import { caseStatusOf } from '../../../services/cases/case_status.js';
import { MAX_LINKED_ALERTS } from '../../../services/links/linked_alerts.js';
import type { LinkedCaseFields } from '../../../services/links/linked_case.js';
import { inOrder, WRITABLE } from './body_schemas.js';
import { alertIds, caseText, configured, line, text } from './field_schemas.js';

/** Body of `POST /v1/alerts/create-case` (C9.6). */
export type CreateCaseBody = LinkedCaseFields & { readonly alert_ids: readonly string[] };

const { severity, tlp, pap, assigned_to, tags, custom_fields } = WRITABLE;

/** The Cases API takes no longer one. */
const MAX_TITLE = 160;
const MAX_DESCRIPTION = 30_000;

/** A new case and its alerts: what an alert may have and a case of the Cases API as well. */
export const createCaseBody: ObjectSchema<CreateCaseBody> = inOrder<CreateCaseBody>({
  title: caseText(line(MAX_TITLE), MAX_TITLE).required(),
  description: caseText(text(1, MAX_DESCRIPTION), MAX_DESCRIPTION),
  status: configured('statuses')
    .custom((value: string, helpers) =>
      caseStatusOf(value) === undefined ? helpers.error('any.only') : value,
    )
    .description(
      'One of the configured statuses, if it means one of a case: `open`, `in_progress`, `closed`',
    ),
  severity: severity.required(),
  ...{ tlp, pap, assigned_to, tags, custom_fields },
  alert_ids: alertIds(MAX_LINKED_ALERTS).required(),
}).meta({ title: 'NewAlertCase' });
