import { resolve } from 'node:path';
import Joi from 'joi';
import type { Sources } from './rules.js';
import { checked, member, optionalText, schemaOf } from './rules.js';

/** The audit log (K20). */
export interface AuditConfig {
  readonly enabled: boolean;
  /** Absolute path; absent: the host's logger. */
  readonly file?: string | undefined;
  /** Whether a request is refused when its record cannot be written. */
  readonly required: boolean;
}

/** Schema of `audit`. */
export function auditSchema(sources: Sources): Joi.ObjectSchema {
  return schemaOf<AuditConfig>({
    enabled: Joi.boolean().default(false).description('Write the audit log.'),
    file: optionalText()
      .custom((path: string) => resolve(sources.baseDir, path))
      .description("File to append JSON lines to; without it they go to the host's logger."),
    required: Joi.boolean()
      .default(false)
      .custom(checked(requiredFault))
      .description('Refuse a request (503) when its line cannot be written to the file.'),
  });
}

/** A logger does not say whether it has written something. */
function requiredFault(required: boolean, around: (levels: number) => unknown): string | undefined {
  if (!required) return undefined;
  const audit = around(0);
  if (member(audit, 'enabled') !== true) return 'needs enabled: true';
  return typeof member(audit, 'file') === 'string' ? undefined : 'needs a file';
}
