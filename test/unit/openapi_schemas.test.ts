import { expect } from 'chai';
import Joi from 'joi';
import { jsonSchemaOf } from '../../scripts/joi_to_schema.js';
import { named, objectOf, TEXT } from '../../server/http/openapi/json_schema.js';
import { Components } from '../../server/http/openapi/openapi_components.js';

describe('jsonSchemaOf', () => {
  it('takes over what a rule of its own states, and leaves out what is not allowed', () => {
    const schema = Joi.object({
      a: Joi.string()
        .custom((value: string) => value)
        .meta({ minLength: 2, maxLength: 3 }),
      b: Joi.forbidden(),
      c: Joi.object().pattern(/^x/, Joi.boolean()).max(4),
      d: Joi.valid('x', 'y'),
    });
    expect(jsonSchemaOf(schema)['properties']).to.deep.equal({
      a: { type: 'string', minLength: 2, maxLength: 3 },
      c: {
        type: 'object',
        properties: {},
        additionalProperties: false,
        patternProperties: { '^x': { type: 'boolean' } },
        maxProperties: 4,
      },
      d: { enum: ['x', 'y'] },
    });
  });
});

describe('Components', () => {
  it('keeps a named schema once, and refuses another one of the same name', () => {
    const components = new Components();
    const user = named('User', objectOf({ name: TEXT }));
    expect(components.collected(objectOf({ by: user, to: user }))['properties']).to.deep.equal({
      by: { $ref: '#/components/schemas/User' },
      to: { $ref: '#/components/schemas/User' },
    });
    expect(components.schemas).to.have.keys('User');
    expect(() => components.collected(named('User', TEXT))).to.throw('User');
  });
});
