import type { KibanaCasePeople, KibanaPerson } from '../../../../common/kibana_overview.js';
import type { Actor } from '../../../domain/activity.js';
import type { CasePeople } from '../../../services/cases/case_people.js';
import { toUser } from './user_presenter.js';

/** Somebody of whom more is known than a record says. */
export interface Profile {
  readonly profileUid?: string | undefined;
  readonly username: string;
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  /** Absolute http(s) URL. */
  readonly picture?: string | undefined;
}

/** Looks up people by the ids of their profiles. */
export type Profiles = ReadonlyMap<string, Profile>;

/** Those of them who have an id. */
export function profilesOf(users: readonly Profile[]): Profiles {
  return new Map(
    users.flatMap((user) => (user.profileUid === undefined ? [] : [[user.profileUid, user] as const])),
  );
}

/** Who has to do with a case (K10). */
export function toPeople(people: CasePeople, profiles: Profiles): KibanaCasePeople {
  const ofActor = (actor: Actor): KibanaPerson => personOf(actor, profiles);
  // Who is told by the same name is one.
  const participants = new Map(people.participants.map((actor) => [toUser(actor).username, ofActor(actor)]));
  const known = new Map(
    [...people.participants, people.reporter].flatMap((actor) =>
      actor.profileUid === undefined ? [] : [[actor.profileUid, ofActor(actor)] as const],
    ),
  );
  const ofUid = (uid: string): KibanaPerson => known.get(uid) ?? profileOf(uid, profiles);
  return {
    participants: [...participants].sort(([a], [b]) => byName(a, b)).map(([, person]) => person),
    reporter: ofActor(people.reporter),
    assignees: people.assignees.map(ofUid),
    unassignedUsers: people.unassigned.map(ofUid),
  };
}

function personOf(actor: Actor, profiles: Profiles): KibanaPerson {
  const { username, full_name: fullName, email, profile_uid: uid } = toUser(actor);
  if (uid !== undefined && profiles.has(uid)) return profileOf(uid, profiles);
  const user = { username, full_name: fullName, email };
  return uid === undefined ? { user } : { user, uid };
}

function profileOf(uid: string, profiles: Profiles): KibanaPerson {
  const profile = profiles.get(uid);
  if (profile === undefined) return { user: { username: null, full_name: null, email: null }, uid };
  const { username, fullName = null, email = null, picture } = profile;
  return {
    user: { username, full_name: fullName, email },
    uid,
    avatar: picture === undefined ? {} : { imageUrl: picture },
  };
}

/** A name that is not there stands where `Unknown` would. */
function byName(a: string | null, b: string | null): number {
  const [one, other] = [a ?? 'Unknown', b ?? 'Unknown'];
  return one < other ? -1 : Number(one > other);
}
