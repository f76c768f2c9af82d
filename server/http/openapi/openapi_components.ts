import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from './json_schema.js';

/** The named schemas of a document, each kept once. */
export class Components {
  readonly schemas: Record<string, JsonSchema> = {};

  /**
   * The schema with a reference in place of every part that has a name.
   * @throws when two different schemas have one name
   */
  collected(schema: JsonSchema): JsonSchema {
    const { title, ...rest } = schema;
    if (typeof title !== 'string') return this.#inside(schema);
    const kept = this.#inside(rest);
    if (!isDeepStrictEqual(this.schemas[title] ?? kept, kept)) {
      throw new Error(`There are two schemas called ${title}.`);
    }
    this.schemas[title] = kept;
    return { $ref: `#/components/schemas/${title}` };
  }

  #inside(schema: JsonSchema): JsonSchema {
    return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, this.#part(part)]));
  }

  #part(part: unknown): unknown {
    if (Array.isArray(part)) return part.map((item) => this.#part(item));
    return typeof part === 'object' && part !== null ? this.collected({ ...part }) : part;
  }
}
