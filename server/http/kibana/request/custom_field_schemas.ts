import { DEFAULT_MAX_BODY_BYTES } from '../../../../common/constants.js';
import type { CustomFieldPut } from '../../../services/cases/case_custom_field_put.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { freeText } from './schema_parts.js';

/** Body of W9 (K17.4): how long a text may be is looked at with its type, when the field is known. */
export const customFieldPutSchema = Joi.object<Omit<CustomFieldPut, 'key'>>({
  value: Joi.alternatives()
    .conditional(Joi.number().unsafe().required(), {
      then: Joi.number().integer(),
      otherwise: Joi.alternatives().conditional(Joi.boolean().required(), {
        then: Joi.boolean(),
        otherwise: freeText(DEFAULT_MAX_BODY_BYTES).allow(null),
      }),
    })
    .required(),
  caseVersion: freeText().required(),
}).meta({ title: 'KibanaCustomFieldPut' });
