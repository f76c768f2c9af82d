import Joi from 'joi';
import type { CustomHelpers, Extension, Root } from 'joi';

/** What is wrong with a request is told up to this number of problems. */
export const MAX_PROBLEMS = 100;

/** Handed to Joi as `context` by a decoder that collects problems: with it, checking stops soon after `MAX_PROBLEMS`. */
export interface ProblemContext {
  readonly problems: Set<unknown>;
}

const array: Extension = {
  type: 'array',
  base: Joi.array().error((errors) => {
    const [first] = errors;
    for (const error of errors) problemsOf(first?.prefs.context)?.add(error);
    return errors;
  }),
  // Joi itself looks at every item before it looks at the length.
  validate: (value: readonly unknown[], helpers) => {
    const limit = maxOf(helpers);
    if (limit !== undefined && value.length > limit) return { errors: helpers.error('array.max', { limit }) };
    const found = problemsOf(helpers.prefs.context)?.size ?? 0;
    return found < MAX_PROBLEMS ? undefined : { value: [] };
  },
};

/**
 * Joi, but an array that is longer than its `max` is refused before any of its items is looked at,
 * and with a `ProblemContext` no more items are looked at once there are `MAX_PROBLEMS` problems.
 */
// The seam to Joi's untyped `extend`: the extension adds no method, so the root stays what it was.
export const BoundedJoi = Joi.extend(array) as Root;

function maxOf({ schema }: CustomHelpers): number | undefined {
  const limit: unknown = schema.$_getRule('max')?.args?.['limit'];
  return typeof limit === 'number' ? limit : undefined;
}

function problemsOf(context: unknown): Set<unknown> | undefined {
  const problems: unknown =
    typeof context === 'object' && context !== null && 'problems' in context ? context.problems : undefined;
  return problems instanceof Set ? problems : undefined;
}
