import { MAX_JSON_DEPTH } from '../../../../common/constants.js';
import type { JsonPath } from '../../../domain/json_path.js';
import { jsonPathText } from '../../../domain/json_path.js';

const MAX_PLACE = 200;

/** Why a value is not kept as it was sent, and where: `[]` is the value itself. */
export interface JsonFault {
  /** `text`: half of a surrogate pair; `number`: no longer what was written; `foreign`: nothing JSON has. */
  readonly fault: 'depth' | 'size' | 'text' | 'number' | 'foreign';
  readonly path: JsonPath;
}

/** What a value has to keep to. */
interface JsonLimits {
  /** Bytes of its shortest JSON text. */
  readonly maxBytes: number;
  /** `safe`: integers beyond 2^53 - 1 are faults, as they may have been rounded. */
  readonly integers: 'safe' | 'any';
}

/** The first fault of a value in the order of its members; costs no more than `maxBytes`, however large it is. */
export function findFault(value: unknown, { maxBytes, integers }: JsonLimits): JsonFault | undefined {
  let left = maxBytes;
  const counts = Number.isFinite(maxBytes);
  return visit(value, MAX_JSON_DEPTH);

  function visit(member: unknown, levels: number): JsonFault | undefined {
    if (counts) left -= leastBytes(member);
    if (left < 0) return here('size');
    switch (typeof member) {
      case 'boolean':
        return undefined;
      case 'string':
        return member.isWellFormed() ? undefined : here('text');
      case 'number':
        return isExact(member, integers) ? undefined : here('number');
      case 'object':
        return member === null ? undefined : visitMembers(member, levels);
      default:
        return here('foreign');
    }
  }

  function visitMembers(parent: object, levels: number): JsonFault | undefined {
    if (levels === 0) return here('depth');
    const isList = Array.isArray(parent);
    if (!isList && !isPlain(parent)) return here('foreign');
    return isList ? visitItems(parent, levels) : visitFields(parent, levels);
  }

  function visitItems(list: readonly unknown[], levels: number): JsonFault | undefined {
    for (let at = 0; at < list.length; at += 1) {
      const fault = visit(list[at], levels - 1);
      if (fault !== undefined) return within(at, fault);
    }
    return undefined;
  }

  function visitFields(object: object, levels: number): JsonFault | undefined {
    for (const key of Object.keys(object)) {
      if (counts) left -= Buffer.byteLength(key);
      const fault = key.isWellFormed() ? visit(Reflect.get(object, key), levels - 1) : here('text');
      if (fault !== undefined) return within(key, fault);
    }
    return undefined;
  }
}

/** `tags[3]`, `custom_fields.k`; of a long one the beginning. */
export function placeOf(path: JsonPath): string {
  return jsonPathText(path).slice(0, MAX_PLACE).toWellFormed();
}

function within(key: string | number, fault: JsonFault): JsonFault {
  return { ...fault, path: [key, ...fault.path] };
}

function here(fault: JsonFault['fault']): JsonFault {
  return { fault, path: [] };
}

/** Never more than the text it was parsed from had, so that no parser makes a body too large. */
function leastBytes(value: unknown): number {
  return typeof value === 'string' ? Buffer.byteLength(value) + 2 : 1;
}

function isExact(value: number, integers: JsonLimits['integers']): boolean {
  if (!Number.isFinite(value)) return false;
  return integers === 'any' || !Number.isInteger(value) || Number.isSafeInteger(value);
}

/** An object literal of any realm, or one without a prototype. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
