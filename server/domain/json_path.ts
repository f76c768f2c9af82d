/** Where a value stands inside a JSON value: keys and positions from the top; empty for the value itself. */
export type JsonPath = readonly (string | number)[];

/** The path as it is told to people: `tags[3].name`. Keys stand in it as they are, whatever they hold. */
export function jsonPathText(path: JsonPath): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${String(part)}]` : i === 0 ? part : `.${part}`))
    .join('');
}
