import type { BuiltInLocale } from '../../common/locales.js';

/** In which order labels stand. */
export const LANGUAGES = ['en', 'es', 'fr', 'pt', 'de'] as const satisfies readonly BuiltInLocale[];

type Label = string | readonly unknown[] | ((...values: never[]) => string);

/** Labels in each language: one that is missing does not compile. */
export type InEach<Labels> = {
  readonly [Name in keyof Labels]: Labels[Name] extends Label
    ? Readonly<Record<keyof typeof LANGUAGES & `${number}`, Labels[Name]>> & readonly Labels[Name][]
    : InEach<Labels[Name]>;
};

/** Those of one language, by its place in the order. */
export function inLanguage<Labels extends object>(labels: InEach<Labels>, place: number): Labels {
  const found = Object.entries(labels).map(([name, each]: [string, unknown]) => [
    name,
    Array.isArray(each) ? (each[place] as unknown) : inLanguage(each as InEach<object>, place),
  ]);
  // The seam to what the type of labels in each language says.
  return Object.fromEntries(found) as Labels;
}
