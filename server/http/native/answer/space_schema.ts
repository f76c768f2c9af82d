import type { NativeLogPage, NativeSpacePage } from '../../../../common/native_space.js';
import { BOOLEAN, COUNT, INSTANT, listOf, named, objectOf } from '../../openapi/json_schema.js';
import { entrySchema, referenceSchema } from './entry_schema.js';

const complete = { ...BOOLEAN, description: 'False: the page ended early, more may match behind `next`.' };

/** A page of a space by time (N4.1). */
export const spacePageSchema = named(
  'NativeSpacePage',
  objectOf<keyof NativeSpacePage>({
    entries: listOf(entrySchema),
    page: objectOf<'complete'>(
      { complete },
      {
        next: { ...referenceSchema, description: 'Absent at the end.' },
        oldestScanned: { ...INSTANT, description: 'How far was looked.' },
      },
    ),
  }),
);

/** A part of a space's log (N4.2). */
export const logPageSchema = named(
  'NativeLogPage',
  objectOf<keyof NativeLogPage>({
    entries: listOf(entrySchema),
    page: objectOf<keyof NativeLogPage['page']>({
      size: { ...COUNT, description: 'How many positions there are.' },
      start: COUNT,
      end: { ...COUNT, description: 'Positions before it were looked at.' },
      complete,
      next: { ...referenceSchema, description: 'Also at the end: poll it.' },
    }),
  }),
);
