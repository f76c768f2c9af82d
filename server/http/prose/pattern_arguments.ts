import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import {
  isArgumentElement,
  isDateElement,
  isNumberElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  isTimeElement,
} from '@formatjs/icu-messageformat-parser';

/** An argument where a pattern uses it. */
interface ArgumentUse {
  readonly name: string;
  /** `plural` is also `selectordinal`; `number` is one without a style. */
  readonly use: 'plain' | 'number' | 'a style of numbers' | 'plural' | 'select' | 'date' | 'time';
  /** How many forms stand around it, its own included. */
  readonly depth: number;
}

/** Every use of an argument, in the order in which they stand. */
export function argumentsIn(elements: readonly MessageFormatElement[], depth = 0): readonly ArgumentUse[] {
  return elements.flatMap((element): ArgumentUse[] => {
    if (isPluralElement(element) || isSelectElement(element)) {
      const use = isPluralElement(element) ? 'plural' : 'select';
      const within = Object.values(element.options).flatMap(({ value }) => argumentsIn(value, depth + 1));
      return [{ name: element.value, use, depth: depth + 1 }, ...within];
    }
    if (isArgumentElement(element)) return [{ name: element.value, use: 'plain', depth }];
    if (isNumberElement(element)) {
      const use = (element.style ?? '') === '' ? 'number' : 'a style of numbers';
      return [{ name: element.value, use, depth }];
    }
    if (isDateElement(element)) return [{ name: element.value, use: 'date', depth }];
    return isTimeElement(element) ? [{ name: element.value, use: 'time', depth }] : [];
  });
}

/**
 * The arguments that are shown whichever forms are chosen. A form for some numbers, such as `one`, says by itself
 * which number it is, as `an hour` does; `other` has to show it. `counted`: what `#` stands for.
 */
export function shownIn(elements: readonly MessageFormatElement[], counted?: string): ReadonlySet<string> {
  const shown = new Set<string>();
  for (const element of elements) {
    if (isArgumentElement(element) || isNumberElement(element)) shown.add(element.value);
    if (isPoundElement(element) && counted !== undefined) shown.add(counted);
    if (!isPluralElement(element)) continue;
    const forms = Object.entries(element.options).map(([form, { value }]) => {
      const names = shownIn(value, element.value);
      return form === 'other' ? names : new Set([...names, element.value]);
    });
    const [first = new Set<string>(), ...others] = forms;
    for (const name of first) if (others.every((names) => names.has(name))) shown.add(name);
  }
  return shown;
}
