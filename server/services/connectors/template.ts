import type { Json } from '../../domain/json.js';

/** Values by the names that templates have for them, such as `case.title`. */
export type TemplateValues = Readonly<Record<string, Json>>;

const PLACEHOLDER = /\{\{\{\s*([\w.]+)\s*\}\}\}|\{\{\s*([\w.]+)\s*\}\}/g;

/** The template of a body with values as JSON, texts in quotes; `null` where there is none of that name (K18). */
export function jsonFrom(template: string, values: TemplateValues): string {
  return rendered(template, (name) => JSON.stringify(valueOf(values, name)));
}

/** The template of a URL with values percent-encoded; nothing where there is none of that name. */
export function urlFrom(template: string, values: TemplateValues): string {
  return rendered(template, (name) => {
    const value = valueOf(values, name);
    if (value === null) return '';
    return encodeURIComponent(typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value));
  });
}

function rendered(template: string, value: (name: string) => string): string {
  return template.replaceAll(PLACEHOLDER, (_, raw?: string, escaped?: string) => value(raw ?? escaped ?? ''));
}

function valueOf(values: TemplateValues, name: string): Json {
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}
