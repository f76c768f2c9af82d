import { aNewCase } from '../support/kibana.js';

/** The largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 2 ** 20;

/** As many repetitions of a JSON text, by commas, as a body has room for. */
function filled(before: string, item: (i: number) => string, after: string): string {
  const items: string[] = [];
  let room = MAX_BODY_BYTES - before.length - after.length - 1;
  for (let i = 0; room > item(i).length; i += 1) {
    items.push(item(i));
    room -= item(i).length + 1;
  }
  return before + items.join(',') + after;
}

/** The JSON of an object, with one more member whose JSON is given. */
function with_(body: object, member: string): string {
  return `${JSON.stringify(body).slice(0, -1)},${member}`;
}

const same = (text: string) => (): string => text;
const newCase = (member: string): string => with_(aNewCase(), member);
const newAlert = (member: string): string => with_({ title: 'T', severity: 'low' }, member);
const aKey = (i: number): string => `"k${i.toString(36)}":1`;
const wide = (length: number): string => `{${Array.from({ length }, (_, i) => aKey(i)).join(',')}}`;
const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;

/** What the routes of a case have to refuse, as JSON by what is odd about it. */
export const CASE_BODIES: Readonly<Record<string, string>> = {
  'cases without end': filled('{"cases":[', same('{}'), ']}'),
  'cases of unknown keys': filled('{"cases":[', same(wide(499)), ']}'),
  'cases of wrong values': `{"cases":[${Array.from({ length: 100 }, () => `{"id":"a","version":"b","tags":[${Array.from({ length: 200 }, (_, i) => String(i)).join(',')}]}`).join(',')}]}`,
  'wrong tags without end': filled(newCase('"tags":['), same('1'), ']}'),
  'tags without end': filled(newCase('"tags":['), (i) => `"${i.toString(36)}"`, ']}'),
  'assignees without end': filled(newCase('"assignees":['), same('{"uid":"u"}'), ']}'),
  'custom fields without end': filled(newCase('"customFields":['), same('{"type":"text"}'), ']}'),
  'unknown keys without end': filled(newCase('"extra":1,'), aKey, '}'),
  'an unknown list': filled(newCase('"extra":['), same('1'), ']}'),
  'an unknown object': filled(newCase('"extra":{'), aKey, '}}'),
  'a list for a text': filled(newCase('"title":['), same('{}'), ']}'),
  'a list for a body': filled('[', same('{}'), ']'),
  'a long text': newCase(`"description":"${'x'.repeat(MAX_BODY_BYTES - 1000)}"}`),
  'a long blank': newCase(`"title":"${' '.repeat(MAX_BODY_BYTES - 1000)}"}`),
  'a long key': newCase(`"${'x'.repeat(MAX_BODY_BYTES - 1000)}":1}`),
  'a long type': newCase(`"connector":{"type":"${'\\u0001'.repeat(150_000)}"}}`),
  'fields of a connector without end': filled(newCase('"connector":{"type":".jira","fields":{'), aKey, '}}}'),
  'keys of prototypes': newCase(`"__proto__":{"a":1},"constructor":{},"toString":1,"hasOwnProperty":1}`),
  'lists in lists': deep,
};

/** What the routes of an alert have to refuse, as JSON by what is odd about it. */
export const ALERT_BODIES: Readonly<Record<string, string>> = {
  'wrong tags without end': filled(newAlert('"tags":['), same('1'), ']}'),
  'tags without end': filled(newAlert('"tags":['), same('"a"'), ']}'),
  'observables without end': filled(newAlert('"observables":['), same('{"data_type":"a","data":"b"}'), ']}'),
  'empty observables without end': filled(newAlert('"observables":['), same('{}'), ']}'),
  'custom fields without end': filled(newAlert('"custom_fields":{'), aKey, '}}'),
  'a custom list without end': filled(newAlert('"custom_fields":{"k":['), same('"x"'), ']}}'),
  'custom lists': newAlert(
    `"custom_fields":{${Array.from({ length: 500 }, (_, i) => `"k${String(i)}":[${Array(20).fill('"x"').join(',')}]`).join(',')}}}`,
  ),
  'unknown keys without end': filled(newAlert('"extra":1,'), aKey, '}'),
  'an unknown list': filled(newAlert('"extra":['), same('{}'), ']}'),
  'a long text': newAlert(`"description":"${'x'.repeat(MAX_BODY_BYTES - 1000)}"}`),
  'a long blank': newAlert(`"source":"${' '.repeat(MAX_BODY_BYTES - 1000)}"}`),
  'a long link': newAlert(`"external_link":"https://${'x'.repeat(MAX_BODY_BYTES - 1000)}"}`),
  'a long key': newAlert(`"${'x'.repeat(MAX_BODY_BYTES - 1000)}":1}`),
  'a long custom key': newAlert(`"custom_fields":{"${'x'.repeat(MAX_BODY_BYTES - 1000)}":1}}`),
  'keys of prototypes': newAlert(`"custom_fields":{"__proto__":1,"constructor":{},"toString":1}}`),
};
