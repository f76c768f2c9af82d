import type { KibanaCasePage, KibanaResolvedCase } from '../../../../common/kibana_case_lists.js';
import { COUNT, listOf, named, objectOf, oneOf } from '../../openapi/json_schema.js';
import { caseSchema } from './case_schema.js';

/** A case that was asked for by its id, and how it was found (K15.5). */
export const resolvedCaseSchema = named(
  'KibanaResolvedCase',
  objectOf<keyof KibanaResolvedCase>({ outcome: oneOf('exactMatch'), case: caseSchema }),
);

/** A page of cases (K15.5). */
export const casePageSchema = named(
  'KibanaCasePage',
  objectOf<keyof KibanaCasePage>({
    cases: listOf(caseSchema),
    page: COUNT,
    per_page: COUNT,
    total: COUNT,
    count_open_cases: COUNT,
    count_in_progress_cases: COUNT,
    count_closed_cases: COUNT,
  }),
);
