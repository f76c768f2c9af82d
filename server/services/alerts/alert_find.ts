import { ALERT_KIND } from '../../../common/constants.js';
import type { Access } from '../../access/access.js';
import type { Gate } from '../../access/gate.js';
import type { ActivityStore } from '../../domain/store.js';
import { audiencesOf } from '../lists/audience.js';
import type { RecordGuard, VisibleHead } from '../record_guard.js';
import type { AlertFilters } from './alert_listing.js';
import { termsOf } from './alert_listing.js';

/** Which page of a list, from 1. */
export interface PageInput {
  readonly page: number;
  readonly limit: number;
}

/** A page of alerts, and how many the caller may see of those that are meant. */
export interface AlertPage {
  readonly heads: readonly VisibleHead[];
  readonly total: number;
}

/** What `findAlerts` works with. */
interface FindDependencies {
  readonly store: ActivityStore;
  readonly gate: Gate;
  readonly guard: RecordGuard;
}

/**
 * Alerts by creation, newest first. What the caller may not see is neither listed nor counted; an alert that has
 * become such a one while the list was read is left out.
 * @throws FORBIDDEN when the caller may read the alerts of no owner
 */
export async function findAlerts(
  { store, gate, guard }: FindDependencies,
  access: Access,
  filters: AlertFilters,
  { page, limit }: PageInput,
): Promise<AlertPage> {
  const owners = gate.readableOwners(access, 'findAlerts');
  const { tlpClearance: tlp, papClearance: pap } = access;
  const { heads, total } = await store.records({
    space: access.space.id,
    kind: ALERT_KIND,
    audiences: audiencesOf(owners, { tlp, pap }),
    terms: termsOf(filters),
    rank: 'createdAt',
    order: 'desc',
    skip: (page - 1) * limit,
    limit,
  });
  return { heads: guard.admitSome(access, 'findAlerts', heads), total };
}
