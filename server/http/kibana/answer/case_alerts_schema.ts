import type { KibanaAlertCase, KibanaCaseAlert } from '../../../../common/kibana_attachments.js';
import { COUNT, INSTANT, listOf, named, objectOf, TEXT } from '../../openapi/json_schema.js';
import { statusSchema } from './case_schema.js';

/** Alerts of a case (K19, G7). */
export const caseAlertsSchema = listOf(
  named('KibanaCaseAlert', objectOf<keyof KibanaCaseAlert>({ id: TEXT, index: TEXT, attached_at: TEXT })),
);

/** Cases of an alert (K19, G6). */
export const alertCasesSchema = listOf(
  named(
    'KibanaAlertCase',
    objectOf<keyof KibanaAlertCase>({
      id: TEXT,
      title: TEXT,
      description: TEXT,
      status: statusSchema,
      createdAt: INSTANT,
      totals: objectOf({ alerts: COUNT, userComments: COUNT }),
    }),
  ),
);
