import { ANY_OBJECT, COUNT, objectOf, TEXT } from '../../openapi/json_schema.js';
import type { ResponseSpec } from '../../route.js';
import { entrySchema } from './entry_schema.js';

const headers = {
  'Content-Disposition': { description: 'An attachment that is called after what it is of (RFC 6266).' },
};
const end = objectOf<'entries' | 'next'>({ entries: COUNT, next: TEXT });
const BROKEN = 'What fails in the middle ends with a broken connection.';

/** A file of lines (N8). */
export const NDJSON_FILE: ResponseSpec = {
  description:
    'First a line `{"export"}` that says what this is of, then an entry a line, and at the end a line `{"end"}`: ' +
    `without it the file is not whole. ${BROKEN}`,
  type: 'application/x-ndjson',
  schema: {
    anyOf: [
      objectOf<'export'>({ export: { ...ANY_OBJECT, description: 'What the file is of.' } }),
      entrySchema,
      objectOf<'end'>({ end }),
    ],
    description: 'Each line.',
  },
  headers,
};

/** A table (N8). */
export const CSV_FILE: ResponseSpec = {
  description: `RFC 4180 in UTF-8 with a header; values that are no texts as JSON. ${BROKEN}`,
  type: 'text/csv',
  schema: { type: 'string' },
  headers,
};
