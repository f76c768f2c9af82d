/** What `describe()` of a Joi schema answers; only what is read here. */
export interface Described {
  readonly type?: string;
  readonly flags?: { readonly default?: unknown; readonly description?: string; readonly presence?: string };
  readonly allow?: readonly unknown[];
  readonly keys?: Readonly<Record<string, Described>>;
  readonly items?: readonly Described[];
  readonly whens?: readonly { readonly then?: Described }[];
  readonly matches?: readonly { readonly schema?: Described }[];
  readonly metas?: readonly { readonly type?: string; readonly default?: string }[];
  readonly rules?: readonly { readonly name: string; readonly args?: { readonly limit?: number } }[];
}

/** One line of the documentation of settings. Every text is Markdown. */
export interface SettingRow {
  readonly key: string;
  readonly type: string;
  readonly standard: string;
  readonly description: string;
}

/** The settings of a schema, in its order, those of nested objects and of list elements included. */
export function settingsOf(described: Described, prefix = ''): readonly SettingRow[] {
  return Object.entries(described.keys ?? {}).flatMap(([name, child]) => {
    const setting = chosen(child);
    const key = prefix + name;
    const [item] = setting.items ?? [];
    const nested = [
      ...settingsOf(setting, `${key}.`),
      ...(item === undefined ? [] : settingsOf(item, `${key}[].`)),
    ];
    return isBranch(setting) ? nested : [rowOf(key, setting), ...nested];
  });
}

// An alternative by a neighbour's value: the first is the one with keys of its own.
function chosen(setting: Described): Described {
  return setting.whens?.[0]?.then ?? setting;
}

function isBranch({ keys, flags, allow }: Described): boolean {
  return keys !== undefined && flags?.description === undefined && allow === undefined;
}

function rowOf(key: string, setting: Described): SettingRow {
  const description = setting.flags?.description ?? '';
  return { key: `\`${key}\``, type: typeOf(setting), standard: standardOf(setting), description };
}

function typeOf(setting: Described): string {
  const { type, metas, allow, items, matches } = setting;
  const stated = metas?.find((meta) => meta.type !== undefined)?.type;
  if (stated !== undefined) return stated;
  if (matches !== undefined)
    return matches.flatMap(({ schema }) => (schema ? typeOf(schema) : [])).join(' or ');
  const own =
    type === 'array' ? `list of ${items?.[0] === undefined ? 'values' : typeOf(items[0])}` : name(setting);
  const values = (allow ?? []).filter((value) => value !== '').map((value) => code(value));
  if (values.length === 0) return own;
  return type === 'string' ? values.join(', ') : `${own} or ${values.join(', ')}`;
}

function name({ type, rules }: Described): string {
  switch (type) {
    case 'string':
      return 'text';
    case 'number': {
      const least = rules?.find((rule) => rule.name === 'min')?.args?.limit;
      const most = rules?.find((rule) => rule.name === 'max')?.args?.limit;
      const open = most === undefined || most === Number.MAX_SAFE_INTEGER;
      return `integer, ${String(least)} ${open ? 'or more' : `to ${String(most)}`}`;
    }
    case 'object':
      return 'object';
    default:
      return type ?? 'any';
  }
}

function standardOf({ flags, metas }: Described): string {
  const stated = metas?.find((meta) => meta.default !== undefined)?.default;
  if (stated !== undefined) return stated;
  if (flags?.presence === 'required') return 'required';
  const standard = flags?.default;
  const deep = typeof standard === 'object' && standard !== null && 'special' in standard;
  return standard === undefined || deep ? '' : code(standard);
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' && value !== '' ? value : JSON.stringify(value)}\``;
}
