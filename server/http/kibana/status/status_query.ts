import { BoundedJoi as Joi } from '../../request/bounded_joi.js';

/** Query of `GET /api/status`, decoded (P3). */
export interface StatusQuery {
  readonly v7format?: 'true' | 'false';
  readonly v8format?: 'true' | 'false';
}

const flag = Joi.valid('true', 'false');

/** Schema of it: one of both or none. */
export const statusQuery = Joi.object<StatusQuery>({
  v7format: flag.description('`true`: with `overall` and `statuses` as Kibana 7 had them.'),
  v8format: flag.description('Default `true`.'),
}).custom((query: StatusQuery, helpers) =>
  query.v7format === undefined || query.v8format === undefined ? query : helpers.error('status.formats'),
);

/** Whether the answer is to be that of Kibana 7. */
export function wantsLegacy({ v7format, v8format }: StatusQuery): boolean {
  return v7format === 'true' || v8format === 'false';
}
