type Members = Record<string, unknown>;

/**
 * The text with a member of one of its lines changed, counted from 1.
 * @param path such as `change.after` @param value what stands there then; `undefined`: nothing
 */
export function changed(text: string, number: number, path: string, value?: unknown): string {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const lines = text.split('\n');
  const line = JSON.parse(lines[number - 1] ?? '') as Members;
  const holder = names.reduce((at, name) => at[name] as Members, line);
  holder[last] = value;
  return lines.with(number - 1, JSON.stringify(line)).join('\n');
}

/** A member of one of the lines, which is a text. */
export function textAt(text: string, number: number, path: string): string {
  const line = JSON.parse(text.split('\n')[number - 1] ?? '') as unknown;
  return String(path.split('.').reduce((at, name) => (at as Members)[name], line));
}

/** The text without one of its lines. */
export function without(text: string, number: number): string {
  return text
    .split('\n')
    .filter((_, i) => i + 1 !== number)
    .join('\n');
}

/** The same bytes in base64, as lenient decoders take them: the last character has bits to spare. */
export function respelled(text: string): string {
  const [, rest = '', last = '', padding = ''] = /^(.*)(.)(=*)$/.exec(text) ?? [];
  return `${rest}${String.fromCharCode(last.charCodeAt(0) + 1)}${padding}`;
}
