import type { NativeChange } from '../../../../common/native.js';
import type { Change } from '../../../domain/activity.js';
import type { ShownParts } from './part_presenter.js';

/** What happened, without its type (N2). */
export function toChange(change: Change, parts: ShownParts): NativeChange {
  switch (change.type) {
    case 'created':
      return { snapshot: parts.snapshot(change.snapshot) };
    case 'field': {
      const { field, key, before, after } = change;
      return {
        field,
        ...(key !== undefined && { key }),
        before: parts.show('before', before),
        after: parts.show('after', after),
      };
    }
    case 'items':
      return { field: change.field, verb: change.verb, items: parts.show('items', change.items) };
    case 'comment': {
      const { verb, commentId, comment, before } = change;
      return {
        ...{ verb, commentId, comment: parts.show('comment', comment) },
        ...(before !== undefined && { before: parts.show('before', before) }),
      };
    }
    case 'pushed':
      return { externalService: parts.show('externalService', change.externalService) };
    case 'deleted':
      return {};
    case 'statement':
      return { statement: change.statement, details: parts.show('details', change.details) };
  }
}
