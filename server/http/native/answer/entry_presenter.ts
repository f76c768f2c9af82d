import type { NativeActor, NativeEntry, NativeRecordName } from '../../../../common/native.js';
import type { Activity, Actor, Context, Subject } from '../../../domain/activity.js';
import type { EntrySeal } from '../../../services/history/entry_seals.js';
import type { Language } from '../../prose/language.js';
import { sentenceOf } from '../../prose/sentence.js';
import { timeAgo } from '../../prose/time_ago.js';
import { toChange } from './change_presenter.js';
import { ShownParts } from './part_presenter.js';

/** For whom entries are shown, and what of them besides. */
export interface EntryView {
  readonly include: readonly string[];
  readonly language: Language;
  readonly now: Date;
  /** What proves entries, where that is asked for. */
  readonly seals?: ReadonlyMap<Activity, EntrySeal> | undefined;
}

/** An entry on the wire: these keys in this order (N2). */
export function toEntry(activity: Activity, view: EntryView, place?: number): NativeEntry {
  const { seq, id, at, subject, owner, change, context } = activity;
  const parts = new ShownParts(activity);
  const { erased } = parts;
  const proof = view.seals?.get(activity);
  const position = place ?? proof?.position;
  return {
    ...(position !== undefined && { position }),
    ...{ seq, id, at: at.toISOString(), record: toRecordName(subject, owner) },
    actor: toActor(activity.actor, erased.includes('actor')),
    ...{ type: change.type, change: toChange(change, parts) },
    ...(context !== undefined && { context: toContext(context, parts) }),
    ...(erased.length > 0 && { erased }),
    ...(view.include.includes('text') && { text: sentenceOf(change, view.language) }),
    ...(view.include.includes('ago') && { ago: timeAgo(at, view.now, view.language.locale) }),
    ...(proof !== undefined && { hash: proof.seal.hash, proof: toProof(proof) }),
  };
}

function toProof({ leaf, seal }: EntrySeal): NonNullable<NativeEntry['proof']> {
  const { salt, salts, digests, signature } = seal;
  return {
    leaf,
    ...(salt !== undefined && { salt }),
    ...(salts !== undefined && { salts }),
    ...(digests !== undefined && { digests }),
    ...(signature !== undefined && { signature }),
  };
}

/** The record that an entry belongs to. */
export function toRecordName({ space, kind, id }: Subject, owner: string): NativeRecordName {
  return { space, kind, id, owner };
}

/** Who did something; `erased`: what stands there is a pseudonym. */
export function toActor(actor: Actor, erased = false): NativeActor {
  const { kind, username, fullName, email, profileUid, picture } = actor;
  return {
    kind,
    ...(username !== undefined && { username }),
    ...(fullName !== undefined && { fullName }),
    ...(email !== undefined && { email }),
    ...(profileUid !== undefined && { profileUid }),
    ...(picture !== undefined && { picture }),
    ...(erased && { erased: true }),
  };
}

function toContext(context: Context, parts: ShownParts): NonNullable<NativeEntry['context']> {
  const { source, requestId, ip, userAgent, statedAt } = context;
  const members = {
    ...(source !== undefined && { source }),
    ...(requestId !== undefined && { requestId }),
    ...(ip !== undefined && { ip }),
    ...(userAgent !== undefined && { userAgent }),
    ...(statedAt !== undefined && { statedAt }),
  };
  return parts.show('context', members) as NonNullable<NativeEntry['context']>;
}
