import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '../../server/domain/json.js';
import {
  checkCustomFields,
  customFieldChanges,
  paddedCustomFields,
  withCustomField,
} from '../../server/services/cases/case_custom_fields.js';
import type { CustomFieldDefinition } from '../../server/services/configurations/configuration.js';

function defined(key: string, over: Partial<CustomFieldDefinition> = {}): CustomFieldDefinition {
  return { key, label: key.toUpperCase(), type: 'text', required: false, ...over };
}

function aText(key: string, value: string | null): JsonObject & { readonly key: string } {
  return { key, type: 'text', value };
}

const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 });
const fields = keys.map((list) => list.map((key, i) => aText(key, i % 2 === 0 ? null : String(i))));
const definitions = keys.chain((list) =>
  fc.tuple(
    ...list.map((key) =>
      fc.record({ given: fc.boolean(), required: fc.boolean() }).map((one) => ({ key, ...one })),
    ),
  ),
);

describe('custom fields of a case', () => {
  it('are padded to all that are configured: those sent first and as they are, then the others in their order', () => {
    fc.assert(
      fc.property(fields, definitions, (sent, list) => {
        const configured = list.map(({ key, given, required }) =>
          defined(key, { required, ...(given ? { defaultValue: `default ${key}` } : {}) }),
        );
        const padded = paddedCustomFields(sent, configured);
        expect(padded.slice(0, sent.length)).to.deep.equal(sent);
        const rest = list.filter(({ key }) => !sent.some((one) => one.key === key));
        expect(padded.slice(sent.length)).to.deep.equal(
          rest.map(({ key, given }) => aText(key, given ? `default ${key}` : null)),
        );
      }),
    );
  });

  it('are as they were sent where nothing is configured', () => {
    expect(paddedCustomFields([aText('a', 'x')], undefined)).to.deep.equal([aText('a', 'x')]);
    expect(paddedCustomFields(null, [defined('a')])).to.deep.equal([aText('a', null)]);
  });

  it('change one by one in the order of the new list, which makes no change of itself', () => {
    fc.assert(
      fc.property(fields, fields, (before, after) => {
        const valueOf = (list: readonly JsonObject[], key: string): unknown =>
          list.find((one) => one['key'] === key)?.['value'] ?? null;
        const changed = customFieldChanges(before, after).map((change) =>
          'key' in change ? change.key : '',
        );
        const expected = after.map(({ key }) => key);
        expect(changed).to.deep.equal(expected.filter((key) => valueOf(before, key) !== valueOf(after, key)));
        expect(customFieldChanges(after, after)).to.deep.equal([]);
      }),
    );
  });

  it('tell the old field and the new one', () => {
    const [before, after] = [[aText('a', 'x')], [aText('b', 'y'), aText('a', null), aText('c', null)]];
    expect(customFieldChanges(before, after)).to.deep.equal([
      { type: 'field', field: 'customFields', key: 'b', before: null, after: aText('b', 'y') },
      { type: 'field', field: 'customFields', key: 'a', before: aText('a', 'x'), after: aText('a', null) },
    ]);
  });

  it('stand once in the list, the one that was written in front', () => {
    const list = [aText('a', 'x'), aText('b', 'y')];
    expect(withCustomField(list, aText('b', 'z'))).to.deep.equal([aText('b', 'z'), aText('a', 'x')]);
    expect(withCustomField(null, aText('b', 'z'))).to.deep.equal([aText('b', 'z')]);
  });

  it('are checked for the same keys, whatever those are called', () => {
    const configured = ['__proto__', 'constructor'].map((key) => defined(key, { required: true }));
    const sent = configured.map(({ key }) => aText(key, 'x'));
    expect(() => {
      checkCustomFields(sent, configured);
    }).to.not.throw();
    expect(() => {
      checkCustomFields([], configured);
    }).to.throw(
      'Missing required custom fields without default value configured: "__PROTO__", "CONSTRUCTOR"',
    );
    expect(() => {
      checkCustomFields([aText('toString', 'x'), ...sent], configured);
    }).to.throw('Invalid custom field keys: toString');
  });
});
