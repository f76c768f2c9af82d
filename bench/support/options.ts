import { parseArgs } from 'node:util';

/**
 * The options of a program: whole numbers with defaults, given as `--name 12`.
 * @throws when an option is not known or is no positive integer
 */
export function readOptions<T extends Readonly<Record<string, number>>>(
  args: readonly string[],
  defaults: T,
): { readonly [K in keyof T]: number } {
  const options = Object.fromEntries(
    Object.keys(defaults).map((name) => [name, { type: 'string' as const }]),
  );
  const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
  const numbers = Object.entries(defaults).map(([name, fallback]): [string, number] => {
    const given = values[name];
    if (given === undefined) return [name, fallback];
    const number = Number(given);
    if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${name} takes a positive integer.`);
    return [name, number];
  });
  // The names are those of `defaults`: `Object.fromEntries` cannot say so.
  return Object.fromEntries(numbers) as { readonly [K in keyof T]: number };
}
