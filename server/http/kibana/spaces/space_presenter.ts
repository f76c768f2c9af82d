import { DEFAULT_SPACE } from '../../../../common/constants.js';
import type { KibanaListedSpace, KibanaSpace } from '../../../../common/kibana_platform.js';
import type { SpaceDetails } from '../../../access/access.js';
import type { SpacesQuery } from './space_requests.js';
import { PURPOSES } from './space_requests.js';

/** A space as it is answered: what it has not is left out (P1). */
export function toSpace(space: SpaceDetails): KibanaSpace {
  const { id, name, description, color, initials, imageUrl, disabledFeatures, solution } = space;
  return {
    ...{ id, name },
    ...(description !== undefined && { description }),
    ...(color !== undefined && { color }),
    ...(initials !== undefined && { initials }),
    ...(imageUrl !== undefined && { imageUrl }),
    disabledFeatures,
    ...(solution !== undefined && { solution }),
    ...(id === DEFAULT_SPACE && { _reserved: true as const }),
  };
}

/** Writes the JSON of a space on a list: who may enter it may do with it whatever spaces are for. */
export function listedSpaceWriter({
  include_authorized_purposes: included,
}: SpacesQuery): (space: SpaceDetails) => string {
  const authorizedPurposes = Object.fromEntries(PURPOSES.map((purpose) => [purpose, true]));
  return (space) => {
    const shown: KibanaListedSpace = toSpace(space);
    return JSON.stringify(included === 'true' ? { ...shown, authorizedPurposes } : shown);
  };
}
