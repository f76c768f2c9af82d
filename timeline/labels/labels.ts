import type { ReadingLabels } from './reading_labels.js';
import { readingLabels } from './reading_labels.js';
import type { FilterLabels } from './filter_labels.js';
import { filterLabels } from './filter_labels.js';
import type { EntryLabels } from './entry_labels.js';
import { entryLabels } from './entry_labels.js';
import type { TroubleLabels } from './trouble_labels.js';
import { troubleLabels } from './trouble_labels.js';
import type { FigureLabels } from './figure_labels.js';
import { figureLabels } from './figure_labels.js';
import type { ExportLabels } from './export_labels.js';
import { exportLabels } from './export_labels.js';
import { inLanguage, LANGUAGES } from './languages.js';

/** All that the timeline says of itself, in one language; sentences of entries come from the server. */
export interface Labels
  extends ReadingLabels, FilterLabels, EntryLabels, TroubleLabels, FigureLabels, ExportLabels {}

const made = new Map<number, Labels>();

/** In the language of a BCP 47 tag, or in English. */
export function labelsOf(locale: string): Labels {
  const [language = ''] = locale.toLowerCase().split('-', 1);
  const place = Math.max(
    0,
    LANGUAGES.findIndex((one) => one === language),
  );
  let labels = made.get(place);
  if (labels === undefined) {
    labels = inLanguage<Labels>(
      {
        ...readingLabels,
        ...filterLabels,
        ...entryLabels,
        ...troubleLabels,
        ...figureLabels,
        ...exportLabels,
      },
      place,
    );
    made.set(place, labels);
  }
  return labels;
}
