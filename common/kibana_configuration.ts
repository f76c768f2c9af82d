import type { KibanaConnector, KibanaCustomField, KibanaUser } from './kibana.js';

/** A custom field that the cases of an owner have (K17.2). */
export interface KibanaCustomFieldDefinition {
  readonly key: string;
  readonly label: string;
  readonly type: KibanaCustomField['type'];
  readonly required: boolean;
  /** Of the type; absent and null are the same. */
  readonly defaultValue?: KibanaCustomField['value'];
}

/** A template of a configuration: stored and answered, without further effect (K17.1). */
export interface KibanaCaseTemplate {
  readonly key: string;
  readonly name: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Attributes of a case. */
  readonly caseFields: Readonly<Record<string, unknown>> | null;
}

/** A type of observables of a configuration: stored and answered, without further effect (K17.1). */
export interface KibanaObservableType {
  readonly key: string;
  readonly label: string;
}

/** Where a connector puts a field of a case (K17.1). */
export interface KibanaMapping {
  readonly action_type: 'append' | 'nothing' | 'overwrite';
  readonly source: 'title' | 'description' | 'comments' | 'tags';
  readonly target: string;
}

/** What is configured for the cases of one owner in one space (K17.1). */
export interface KibanaConfiguration {
  readonly id: string;
  /** Opaque; compare for equality only. */
  readonly version: string;
  readonly owner: string;
  readonly closure_type: 'close-by-user' | 'close-by-pushing';
  readonly connector: KibanaConnector;
  readonly customFields: readonly KibanaCustomFieldDefinition[];
  readonly templates: readonly KibanaCaseTemplate[];
  readonly observableTypes: readonly KibanaObservableType[];
  readonly mappings: readonly KibanaMapping[];
  /** Why there are no mappings, where there should be some. */
  readonly error: string | null;
  readonly created_at: string;
  readonly created_by: KibanaUser;
  readonly updated_at: string | null;
  readonly updated_by: KibanaUser | null;
}
