import type { Logger } from '../../domain/logger.js';
import type { Alerts } from '../../services/alerts/alerts.js';

/** What the routes work with. */
export interface CasebenderRoutesDependencies {
  readonly alerts: Alerts;
  readonly clock: () => Date;
  readonly logger: Logger;
  /** Template of pictures with `{username}`; absent: none (C8). */
  readonly avatarUrl?: string | undefined;
}

/** Parameters of the routes of one alert. */
export interface AlertParams {
  readonly id: string;
}

/** Parameters of the routes of one comment. */
export interface CommentParams extends AlertParams {
  readonly commentId: string;
}
