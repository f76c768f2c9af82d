import type { ALERT_KIND } from '../../../../common/constants.js';

/** Sentences that read better where they name the kind: each has an own one per kind of `NamedKind`. */
type NamingKey =
  | 'created'
  | 'deleted'
  | 'assigned_to.set'
  | 'assigned_to.changed'
  | 'case_id.set'
  | 'case_id.cleared'
  | 'pushed';

/** Kinds that sentences can name. */
type NamedKind = typeof ALERT_KIND;

/** Every sentence about what happened, and the words for actors who have no name (C5). */
export type MessageKey =
  | NamingKey
  | `${NamingKey}:${NamedKind}`
  | 'severity.changed'
  | 'status.changed'
  | 'title.changed'
  | 'description.changed'
  | 'tlp.changed'
  | 'pap.changed'
  | 'assigned_to.cleared'
  | 'type.set'
  | 'type.changed'
  | 'type.cleared'
  | 'source.set'
  | 'source.changed'
  | 'source.cleared'
  | 'source_ref.set'
  | 'source_ref.changed'
  | 'source_ref.cleared'
  | 'external_link.set'
  | 'external_link.changed'
  | 'external_link.cleared'
  | 'tags.added'
  | 'tags.removed'
  | 'observables.added'
  | 'observables.removed'
  | 'field.set'
  | 'field.changed'
  | 'field.cleared'
  | 'items.added'
  | 'items.removed'
  | 'comment.deleted'
  | 'statement'
  | 'statement.export-started'
  | 'statement.export-finished'
  | 'actor.system'
  | 'actor.anonymous';

/** What histories are told with in one language: ICU MessageFormat patterns, with the same arguments in every language. */
export type Catalogue = Readonly<Record<MessageKey, string>>;
