import type {
  KibanaCaseTemplate,
  KibanaConfiguration,
  KibanaObservableType,
} from '../../../../common/kibana_configuration.js';
import { isJsonObject } from '../../../domain/json.js';
import { versionToken } from '../../../services/cases/case_version.js';
import type { Configuration, Keyed } from '../../../services/configurations/configuration.js';
import { toUser } from './user_presenter.js';
import { connectorOf, NO_CONNECTOR, textOf, textsOf } from './values.js';

/** A configuration as the API shows it (K17.1). No connector has an adapter yet, so none maps anything. */
export function toConfiguration(configuration: Configuration): KibanaConfiguration {
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
    mappings: [],
    error: null,
    created_at: createdAt,
    created_by: toUser(createdBy),
    updated_at: updatedAt ?? null,
    updated_by: updatedBy === undefined ? null : toUser(updatedBy),
  };
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
