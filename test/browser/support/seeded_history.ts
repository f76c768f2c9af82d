import type { TestHost } from '../../support/host.js';
import { recordChange } from '../../support/native.js';

type State = Record<string, string | number | string[]>;

interface Actor {
  readonly kind: 'user' | 'key';
  readonly username: string;
  readonly fullName?: string;
}

const ANA: Actor = { kind: 'user', username: 'ana.garcia', fullName: 'Ana García' };
const LUIS: Actor = { kind: 'user', username: 'luis.perez', fullName: 'Luis Pérez' };
const GATEWAY: Actor = { kind: 'key', username: 'mail-gateway' };
const DAY_MS = 86_400_000;

const REPORT = [
  'A mail with the subject "Invoice 4711" came from a domain that was registered two days ago.',
  'Three people opened the attachment. One of them has enabled its macros.',
  'The host talked to an address in a network that is known from earlier cases.',
].join(' ');

/** What becomes of an alert on four days: every kind of entry that can be recorded by a host; `setTime` sets the host's clock. */
export async function seedHistory(
  host: Pick<TestHost, 'activity'>,
  setTime: (at: number) => unknown,
): Promise<void> {
  let state: State | undefined;
  // From noon on it reaches into the fourth day, whatever the time is now.
  let at = (Math.floor(Date.now() / DAY_MS) - 4 + 1 / 2) * DAY_MS;
  const change = async (minutes: number, actor: Actor, next: State): Promise<void> => {
    at += minutes * 60_000;
    setTime(at);
    await recordChange(host, state, { ...state, ...next }, { actor });
    state = { ...state, ...next };
  };
  await change(0, GATEWAY, { title: 'Phishing mail', severity: 'low', status: 'open', tags: ['mail'] });
  await change(7, ANA, { status: 'in_progress', assignees: ['ana.garcia'] });
  await change(12, ANA, { severity: 'high', tags: ['mail', 'macro'] });
  await change(900, LUIS, { description: REPORT });
  await change(4, LUIS, {
    description: REPORT.replace('Three people', 'Five people').replace('two days', 'a week'),
  });
  for (const [i, owner] of ['triage', 'mail team', 'network team', 'triage', 'response'].entries()) {
    await change(i === 0 ? 600 : 1, ANA, { team: owner });
  }
  await change(1400, GATEWAY, { score: 91 });
  await change(3, LUIS, { severity: 'critical', status: 'open' });
  await change(1000, ANA, { status: 'closed', resolution: 'Mailbox rules removed, passwords changed' });
}

/** So many changes of one record, one after the other. */
export async function seedLong(host: Pick<TestHost, 'activity'>, entries: number): Promise<void> {
  const subject = { space: 'default', kind: 'alert', id: 'long' };
  for (let n = 0; n < entries; n += 1) {
    await recordChange(host, n === 0 ? undefined : { status: n - 1 }, { status: n }, { subject });
  }
}

/** So many changes of a record of the kind `host`, in commits of a hundred; security has to be switched off. */
export async function seedMany({ url }: Pick<TestHost, 'url'>, entries: number): Promise<void> {
  const record = { kind: 'host', id: 'many' };
  for (let start = 0; start < entries; start += 100) {
    const changes = Array.from({ length: 100 }, (_, i) => ({
      ...{ record, owner: 'securitySolution', after: { status: start + i } },
      ...(start + i > 0 && { before: { status: start + i - 1 } }),
    }));
    const answer = await fetch(`${url}/api/activity/v1/entries`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ changes }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    await answer.body?.cancel();
  }
}
