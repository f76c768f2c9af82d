import type { Actor } from '../../domain/activity.js';
import type { JsonObject } from '../../domain/json.js';

/** Whether a case is closed by people alone, or also by being pushed (K17.1). */
export const CLOSURE_TYPES = ['close-by-user', 'close-by-pushing'] as const;

/** Types of custom fields (K17.2). */
export const CUSTOM_FIELD_TYPES = ['text', 'toggle', 'number'] as const;

/** The value of a custom field: a text, a switch, a safe integer, or none. */
export type CustomFieldValue = string | boolean | number | null;

/** A custom field that the cases of an owner have (K17.2). */
export type CustomFieldDefinition = JsonObject & {
  readonly key: string;
  readonly label: string;
  readonly type: (typeof CUSTOM_FIELD_TYPES)[number];
  readonly required: boolean;
  /** Of the type; null and absent are the same: there is none. */
  readonly defaultValue?: CustomFieldValue;
};

/** Something of a configuration that others refer to by its key. */
export type Keyed = JsonObject & { readonly key: string };

/** What a request says of a configuration; templates and types of observables have no further effect (K17.1). */
export interface ConfigurationAttributes {
  readonly connector: JsonObject;
  readonly closure_type: (typeof CLOSURE_TYPES)[number];
  readonly customFields: readonly CustomFieldDefinition[];
  readonly templates: readonly Keyed[];
  readonly observableTypes: readonly Keyed[];
}

/** What is configured for the cases of one owner in one space (K17.1). */
export interface Configuration extends ConfigurationAttributes {
  readonly id: string;
  readonly owner: string;
  /** From 1, one more with every change. */
  readonly revision: number;
  /** ISO 8601. */
  readonly created_at: string;
  readonly created_by: Actor;
  readonly updated_at: string | undefined;
  readonly updated_by: Actor | undefined;
}

/** A configuration to be made: decoded (W11). */
export type NewConfiguration = Pick<ConfigurationAttributes, 'connector' | 'closure_type'> &
  Partial<ConfigurationAttributes> & { readonly owner: string };

/** What is to be changed of the configuration with that version: decoded (W12). */
export type ConfigurationPatch = Partial<ConfigurationAttributes> & { readonly version: string };
