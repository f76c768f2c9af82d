const MAX_CHARACTERS = 40;

/** A few words about any JavaScript value, for a sentence about what was found; runs nothing of it that could fail. */
export function described(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.length <= MAX_CHARACTERS
        ? JSON.stringify(value)
        : `a text of ${String(value.length)} characters`;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return kindOf(value);
  }
}

/** What sort of value it is, for places where the value itself must not be shown. */
export function kindOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'undefined':
      return 'missing';
    case 'object':
      return value === null ? 'null' : kindOfObject(value);
    default:
      return `a ${typeof value}`;
  }
}

function kindOfObject(value: object): string {
  try {
    if (Array.isArray(value)) return 'a list';
    const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
    if (tag === 'Object') return 'an object';
    return `${/^[AEIOU]/.test(tag) ? 'an' : 'a'} ${tag.slice(0, MAX_CHARACTERS)}`;
  } catch {
    return 'an object that cannot be read';
  }
}
