/** Something that is not as in Kibana's Cases API, on purpose. */
export interface Deviation {
  readonly section: string;
  readonly what: string;
  readonly why: string;
  /** The title of a test that shows it. */
  readonly test: string;
}

/** Each of them. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    section: 'K1',
    what: 'Observables, `_bulk_get`, `_search` and `_similar` of cases, metrics over all cases and what later versions added are unknown paths.',
    why: 'Nobody needs them to read a history; what is not served should fail in a way that clients know.',
    test: 'of unknown paths and methods go to the host',
  },
  {
    section: 'K2.1',
    what: 'A body that is nested deeper than 50 levels, has texts that are no well-formed Unicode or integers that are not exact is 400.',
    why: 'It could not be kept and shown as it was sent.',
    test: 'have whole characters and exact integers, also in a query',
  },
  {
    section: 'K2.3',
    what: 'A store that does not answer is 503 with `retry-after`, not 500.',
    why: 'Clients that repeat a request need to know that it is worth it (decision 009).',
    test: 'are told without details: …',
  },
  {
    section: 'K2.3',
    what: 'An unexpected failure is 500 with a fixed message, not with that of the exception.',
    why: 'It may tell of paths and addresses; the log has all of it.',
    test: 'are told without details: …',
  },
  {
    section: 'K7',
    what: 'Records that the host keeps itself are served as cases are; what Kibana has no word for is told as a custom field.',
    why: 'One history for all that happens to a case, also where the case is not ours.',
    test: 'answers the history of a record that the host keeps itself',
  },
  {
    section: 'K13.4',
    what: 'A case above the TLP or PAP clearance of the caller is 403, and on no list.',
    why: 'The same record is served by the CaseBender dialect, where it is so (C11.4): no dialect may show what another hides.',
    test: 'are on no list',
  },
  {
    section: 'K14',
    what: 'The limits of attachments hold also when a comment is changed, as far as it would attach more than before.',
    why: 'Otherwise a limit that holds for adding could be passed by changing.',
    test: 'has 1,000 alerts, and then only those that it has',
  },
  {
    section: 'K14',
    what: 'Free texts have at most 5,000 characters, lists of alert ids 10,000 elements, metadata and states of attachments 10,000 values.',
    why: 'No input may cost more than it is worth; Kibana leaves them to the size of the body.',
    test: 'has limits: …',
  },
];
