import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Access, Right, Space } from '../../server/access/access.js';
import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import type { AuditSink } from '../../server/access/audit/audit_log.js';
import type { Caller, Origin } from '../../server/access/caller.js';
import { realmOf } from '../../server/access/caller.js';
import type { Principal } from '../../server/access/principal.js';
import type { RoleEntry } from '../../server/access/privileges.js';

/** A space of that name where nothing is disabled. */
export function aSpace(over: Partial<Space> = {}): Space {
  return { id: 'team-a', name: 'Team A', disabledFeatures: [], ...over };
}

/** What a role grants: nothing, everywhere. */
export function anEntry(over: Partial<RoleEntry> = {}): RoleEntry {
  return { spaces: [], base: [], feature: {}, ...over };
}

/** Where a request comes from. */
export function anOrigin(over: Partial<Origin> = {}): Origin {
  return { requestId: 'r-1', address: '192.0.2.7', method: 'GET', path: '/api/cases', ...over };
}

/** Somebody who signed in with a password. */
export function aCaller(principal: Principal): Caller {
  return { principal, realm: realmOf('basic'), origin: anOrigin() };
}

/** A caller named Mira in team A with these rights. */
export function anAccess(rights: Readonly<Record<string, readonly Right[]>>): Access {
  return {
    ...aCaller({ username: 'mira', roles: ['analyst'] }),
    space: aSpace(),
    rights: new Map(Object.entries(rights).map(([owner, held]) => [owner, new Set(held)])),
    tlpClearance: 2,
    papClearance: 2,
  };
}

/** A request with these headers, whose names are in lower case. */
export function aRequest(headers: Readonly<Record<string, string>>): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  Object.assign(request.headers, headers);
  return request;
}

/** A sink that keeps what it gets. */
export class KeptAudit implements AuditSink {
  readonly events: AuditEvent[] = [];

  write(event: AuditEvent): Promise<void> {
    this.events.push(event);
    return Promise.resolve();
  }

  waiting(): number {
    return 0;
  }

  failure(): undefined {
    return undefined;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
