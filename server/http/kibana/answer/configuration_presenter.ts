import type {
  KibanaCaseTemplate,
  KibanaConfiguration,
  KibanaMapping,
  KibanaObservableType,
} from '../../../../common/kibana_configuration.js';
import { isJsonObject } from '../../../domain/json.js';
import { versionToken } from '../../../services/cases/case_version.js';
import type { Configuration, Keyed } from '../../../services/configurations/configuration.js';
import type { RegisteredConnectors } from './connectors_presenter.js';
import { toUser } from './user_presenter.js';
import { connectorOf, NO_CONNECTOR, textOf, textsOf } from './values.js';

/** What the adapter of a webhook maps onto what (K18). */
const WEBHOOK_MAPPINGS: readonly KibanaMapping[] = [
  ...(['title', 'description', 'tags'] as const).map((name) => mapping('overwrite', name)),
  mapping('append', 'comments'),
];

/** A configuration as the API shows it (K17.1), with what the adapter of its connector maps. */
export function toConfiguration(
  configuration: Configuration,
  connectors: RegisteredConnectors,
): KibanaConfiguration {
  const { id, revision, owner, closure_type: closureType, connector, customFields } = configuration;
  const { created_at: createdAt, created_by: createdBy } = configuration;
  const { updated_at: updatedAt, updated_by: updatedBy } = configuration;
  return {
    id,
    version: versionToken(revision),
    owner,
    closure_type: closureType,
    connector: connectorOf(connector) ?? NO_CONNECTOR,
    customFields,
    templates: configuration.templates.map(toTemplate),
    observableTypes: configuration.observableTypes.map(toObservableType),
    mappings:
      connectors.get(textOf(connector['id']) ?? '')?.type === '.cases-webhook' ? WEBHOOK_MAPPINGS : [],
    error: null,
    created_at: createdAt,
    created_by: toUser(createdBy),
    updated_at: updatedAt ?? null,
    updated_by: updatedBy === undefined ? null : toUser(updatedBy),
  };
}

function mapping(action: KibanaMapping['action_type'], name: KibanaMapping['source']): KibanaMapping {
  return { action_type: action, source: name, target: name };
}

function toTemplate({ key, name, description, tags, caseFields }: Keyed): KibanaCaseTemplate {
  const [text, words] = [textOf(description), textsOf(tags)];
  return {
    key,
    name: textOf(name) ?? key,
    ...(text === undefined ? {} : { description: text }),
    ...(words === undefined ? {} : { tags: words }),
    caseFields: isJsonObject(caseFields) ? caseFields : null,
  };
}

function toObservableType({ key, label }: Keyed): KibanaObservableType {
  return { key, label: textOf(label) ?? key };
}
