import { ALERT_KIND, CASE_KIND } from '../../../common/constants.js';
import type { Listing } from '../../domain/listing.js';
import { MAX_TERMS } from '../../domain/listing.js';
import type { RecordHead } from '../../domain/record.js';
import { alertListing } from '../alerts/alert_listing.js';
import { caseListing } from '../cases/case_listing.js';
import { levelsOf } from '../record_levels.js';
import { audienceOf } from './audience.js';

/** What lists need of a record of one kind, computed from its state alone. */
export type ListingRule = (head: RecordHead) => Omit<Listing, 'audience'>;

/** The kinds that are listed. */
const RULES: ReadonlyMap<string, ListingRule> = new Map([
  [ALERT_KIND, alertListing],
  [CASE_KIND, caseListing],
]);

/** What lists are to know of a record; `undefined` when it is on none: its kind is not listed, or it is deleted. */
export function listingOf(head: RecordHead): Listing | undefined {
  const rule = RULES.get(head.subject.kind);
  if (rule === undefined || head.deleted) return undefined;
  const { terms, ranks } = rule(head);
  const audience = audienceOf(head.owner, levelsOf(head.subject, head.state));
  return { audience, terms: terms.slice(0, MAX_TERMS), ranks };
}
