import type { UserActionQuery } from '../../../services/cases/case_history.js';
import type { UserActionFilter } from '../../../services/cases/user_action_types.js';
import { USER_ACTION_FILTERS } from '../../../services/cases/user_action_types.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { pageNumber, perPage, withinWindow } from './paging_schemas.js';

const MAX_PER_PAGE = 100;
const [PAGE, PER_PAGE] = [1, 20];

/** Query of R2 (K8). */
export const userActionsQuery = Joi.object<UserActionsQuery>({
  types: Joi.array()
    .items(Joi.valid(...USER_ACTION_FILTERS))
    .single()
    .max(MAX_PER_PAGE)
    .description('Types, or `action`, `alert`, `attachment`, `user`; any of them.'),
  sortOrder: Joi.valid('asc', 'desc').description('By time; default `asc`.'),
  page: pageNumber.description(`From 1; default ${String(PAGE)}.`),
  perPage: perPage(MAX_PER_PAGE).description(`Default ${String(PER_PAGE)}.`),
}).custom(withinWindow);

/** A decoded query of R2: as it was sent. */
export interface UserActionsQuery {
  readonly types?: UserActionFilter | readonly UserActionFilter[];
  readonly sortOrder?: 'asc' | 'desc';
  readonly page?: string;
  readonly perPage?: string;
}

/** The query with its defaults. */
export function userActionQueryOf({ types, sortOrder, page, perPage }: UserActionsQuery): UserActionQuery {
  return {
    types: typeof types === 'string' ? [types] : types,
    order: sortOrder ?? 'asc',
    page: page === undefined ? PAGE : Number(page),
    perPage: perPage === undefined ? PER_PAGE : Number(perPage),
  };
}
