import type { Json, JsonObject } from '../../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../../domain/json.js';
import type { Attachment } from '../../../domain/record.js';

/** A body of a comment request, of any sub-type (K5). */
export type CommentBody = JsonObject & { readonly type: string; readonly owner: string };

/** The type of attachments that are files (K5). */
export const FILE_TYPE = '.files';

/** The body of a stored attachment. */
export function bodyOf({ state }: Attachment): JsonObject {
  const { body } = state;
  return isJsonObject(body) ? body : {};
}

/** Ids of the alerts that a body attaches, and where each of them is; other sub-types attach none. */
export function alertsOf(body: JsonObject): {
  readonly ids: readonly string[];
  readonly indices: readonly string[];
} {
  if (body['type'] !== 'alert') return { ids: [], indices: [] };
  return { ids: textsOf(body['alertId']), indices: textsOf(body['index']) };
}

/** The registered type of an external reference or a persistable state; `undefined`: it is neither. */
export function registeredTypeOf(body: JsonObject): string | undefined {
  const {
    type,
    externalReferenceAttachmentTypeId: reference,
    persistableStateAttachmentTypeId: state,
  } = body;
  const id = type === 'externalReference' ? reference : type === 'persistableState' ? state : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** Distinct alerts that are attached. */
export function attachedAlerts(attachments: readonly Attachment[]): ReadonlySet<string> {
  return new Set(attachments.flatMap((attachment) => alertsOf(bodyOf(attachment)).ids));
}

/** One text or several. */
function textsOf(value: Json | undefined): readonly string[] {
  const values: readonly (Json | undefined)[] = isJsonArray(value) ? value : [value];
  return values.filter((one) => typeof one === 'string');
}
