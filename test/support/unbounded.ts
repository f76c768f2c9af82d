import type { Description, Schema } from 'joi';

/** Paths of a schema at which a value of any size would be accepted, each with what lacks there. */
export function unbounded(schema: Schema, options: { readonly ignoresUnknownKeys?: boolean } = {}): string[] {
  const found = lacks(schema.describe(), '');
  // What is ignored is bounded where the query is read.
  return found.filter((path) => !(options.ignoresUnknownKeys === true && path === ' accepts unknown keys'));
}

function lacks(described: Description, path: string): string[] {
  const flags = (described.flags ?? {}) as Readonly<Record<string, unknown>>;
  if (flags['presence'] === 'forbidden' || flags['only'] === true) return [];
  const lack = (condition: boolean, what: string): string[] => (condition ? [`${path} ${what}`] : []);
  switch (described.type) {
    case 'boolean':
      return [];
    case 'number':
      return lack(flags['unsafe'] === true && !hasMeta(described, 'integers'), 'has no bounds');
    case 'string':
      return lack(!hasMax(described) && !hasMeta(described, 'maxLength'), 'has no length');
    case 'array': {
      const items = (described['items'] ?? []) as Description[];
      return [
        ...lack(!hasMax(described), 'has no length'),
        ...lack(flags['error'] === undefined, 'is looked at before its length is'),
        ...lack(items.length === 0, 'has any items'),
        ...items.flatMap((item) => lacks(item, `${path}[]`)),
      ];
    }
    case 'object': {
      const keys = Object.entries((described['keys'] ?? {}) as Record<string, Description>);
      const patterns = (described['patterns'] ?? []) as { rule: Description }[];
      // Of no keys at all is none.
      if (described['keys'] !== undefined && keys.length === 0 && flags['unknown'] !== true) return [];
      return [
        ...lack(flags['unknown'] === true && !hasMeta(described, 'maxValues'), 'accepts unknown keys'),
        ...lack((keys.length === 0 || patterns.length > 0) && !hasMax(described), 'has any number of keys'),
        ...lack(
          keys.length === 0 && patterns.length === 0 && !hasMeta(described, 'maxValues'),
          'has any values',
        ),
        ...keys.flatMap(([key, member]) => lacks(member, `${path}.${key}`)),
        ...patterns.flatMap(({ rule }) => lacks(rule, `${path}.*`)),
      ];
    }
    case 'alternatives':
      return branches(described).flatMap((branch) => lacks(branch, path));
    default:
      return [`${path} is of type ${String(described.type)}`];
  }
}

interface Match {
  readonly schema?: Description;
  readonly then?: Description;
  readonly otherwise?: Description;
  readonly switch?: readonly Match[];
}

function branches(described: Description): Description[] {
  const of = ({ schema, then, otherwise, switch: cases = [] }: Match): Description[] => [
    ...[schema, then, otherwise].filter((branch) => branch !== undefined),
    ...cases.flatMap(of),
  ];
  return ((described['matches'] ?? []) as Match[]).flatMap(of);
}

function hasMax(described: Description): boolean {
  return ((described['rules'] ?? []) as { name: string }[]).some(({ name }) => name === 'max');
}

function hasMeta({ metas = [] }: Description, name: string): boolean {
  return metas.some((meta) => Object.hasOwn(meta as object, name));
}
