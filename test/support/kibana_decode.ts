import { expect } from 'chai';
import type { Schema } from 'joi';
import { newCaseSchema } from '../../server/http/kibana/request/case_schemas.js';
import { decode } from '../../server/http/kibana/request/decode.js';
import { aNewCase } from './kibana.js';

/** The sentence with which the value is refused; `undefined` if it is accepted. */
export function problem(schema: Schema, value: unknown): string | undefined {
  try {
    decode(schema, value);
    return undefined;
  } catch (error) {
    expect(error).to.have.property('code', 'INVALID_REQUEST');
    return (error as Error).message;
  }
}

/** The sentence with which a new case is refused that has these values and lacks these keys. */
export function created(over: object, without: readonly string[] = []): string | undefined {
  const entries = Object.entries({ ...aNewCase(), ...over }).filter(([key]) => !without.includes(key));
  return problem(newCaseSchema, Object.fromEntries(entries));
}
