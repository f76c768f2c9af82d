import type { ComplexAttributeConverter, PropertyDeclarations } from 'lit';

/** Lists are separated by blanks (N13). */
const list: ComplexAttributeConverter<readonly string[]> = {
  fromAttribute: (text) => (text ?? '').split(/\s+/).filter((one) => one !== ''),
  toAttribute: (values) => (values.length === 0 ? null : values.join(' ')),
};

/** Absent: the default; present: on, but for `off` and `false`. */
function onOff(byDefault: boolean): ComplexAttributeConverter<boolean> {
  return {
    fromAttribute: (text) => (text === null ? byDefault : !['off', 'false'].includes(text)),
    toAttribute: (is) => (is ? '' : 'off'),
  };
}

const order: ComplexAttributeConverter<'asc' | 'desc'> = {
  fromAttribute: (text) => (text === 'asc' ? 'asc' : 'desc'),
};

const number: ComplexAttributeConverter<number | undefined> = {
  fromAttribute: (text) => (text === null || !/^\d+$/.test(text) ? undefined : Number(text)),
};

/** Attributes and properties of the element (N13). */
export const SETTINGS: PropertyDeclarations = {
  src: {},
  kind: {},
  record: {},
  space: {},
  locale: {},
  timeZone: { attribute: 'time-zone' },
  order: { converter: order },
  pageSize: { attribute: 'page-size', converter: number },
  types: { converter: list },
  fields: { converter: list },
  actors: { converter: list },
  kinds: { converter: list },
  owners: { converter: list },
  from: {},
  to: {},
  q: {},
  live: { converter: onOff(false) },
  filters: { converter: onOff(true) },
  exports: { converter: onOff(false) },
  diff: { converter: onOff(true) },
  theme: { reflect: true },
  seq: { converter: number },
  getToken: { attribute: false },
  fetch: { attribute: false },
};

/** Another value of one of these is another history. */
export const OF_THE_HISTORY = ['src', 'kind', 'record', 'space', 'locale', 'timeZone', 'order', 'pageSize'];

/** Names of the attributes that are filters. */
export const FILTER_SETTINGS = ['types', 'fields', 'actors', 'kinds', 'owners', 'from', 'to', 'q'];
