import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Access, Right, Space } from '../../server/access/access.js';
import type { AuditEvent } from '../../server/access/audit_event.js';
import type { AuditSink } from '../../server/access/audit.js';
import type { RoleEntry } from '../../server/access/settings.js';

/** A space of that name where nothing is disabled. */
export function aSpace(over: Partial<Space> = {}): Space {
  return { id: 'team-a', name: 'Team A', disabledFeatures: [], ...over };
}

/** What a role grants: nothing, everywhere. */
export function anEntry(over: Partial<RoleEntry> = {}): RoleEntry {
  return { spaces: [], base: [], feature: {}, ...over };
}

/** A caller named Mira in team A with these rights. */
export function anAccess(rights: Readonly<Record<string, readonly Right[]>>): Access {
  return {
    principal: { username: 'mira', roles: ['analyst'] },
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

  write(event: AuditEvent): void {
    this.events.push(event);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
