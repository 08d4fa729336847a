import type { Scenario } from '../../scenario/scenario.ts';
import { type Span, spansIn } from '../../signals/account-view.ts';

/** What somebody who should not have it works with: a key until it is inactive, sessions until they are revoked. */
interface Leak {
  readonly of: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export interface AccessKey {
  readonly id: string;
  readonly user: string;
  status: string;
  readonly createdAt: string;
  lastUse: { at: string; service: string; region: string } | null;
  /** Oldest first. */
  readonly history: { readonly status: string; readonly at: string }[];
}

export interface Role {
  readonly name: string;
  readonly path: string;
  /** Inline policies by name, as JSON. */
  readonly policies: Record<string, string>;
  /** Sessions from before this are revoked, and since when that is so; oldest first. */
  readonly history: { readonly revokedBefore: string | null; readonly at: string }[];
}

export interface IamState {
  readonly keys: AccessKey[];
  readonly roles: Role[];
  readonly leaks: Leak[];
}

export function seedIam({ accessKeys, roles }: Scenario, startedAtMs: number): IamState {
  return {
    keys: accessKeys.map(({ user, id, minutesAgo }) => {
      const createdAt = iso(startedAtMs - minutesAgo * 60_000);
      return {
        id,
        user,
        status: 'Active',
        createdAt,
        lastUse: { at: iso(startedAtMs - 600_000), service: 's3', region: 'eu-west-1' },
        history: [{ status: 'Active', at: createdAt }],
      };
    }),
    roles: roles.map(({ name, path }) => ({
      name,
      path,
      policies: {},
      history: [{ revokedBefore: null, at: iso(startedAtMs - 86_400_000) }],
    })),
    leaks: [],
  };
}

export function findKey({ keys }: IamState, id: string): AccessKey | undefined {
  return keys.find((key) => key.id === id);
}

export function setKeyStatus(key: AccessKey, status: string, atMs: number): void {
  key.status = status;
  key.history.push({ status, at: iso(atMs) });
}

export function findRole({ roles }: IamState, name: string): Role | undefined {
  return roles.find((role) => role.name === name);
}

/** Null takes the policy away. */
export function setRolePolicy(role: Role, name: string, document: string | null, atMs: number): void {
  if (document === null) delete role.policies[name];
  else role.policies[name] = document;
  if (name !== 'AWSRevokeOlderSessions') return;
  const revokedBefore = /"aws:TokenIssueTime":\s*"([^"]+)"/.exec(document ?? '')?.[1] ?? null;
  role.history.push({ revokedBefore, at: iso(atMs) });
}

/** From then on somebody else has a session of it. */
export function stealSession({ leaks }: IamState, role: Role, atMs: number): void {
  leaks.push({ of: role.name, at: iso(atMs) });
}

/** When somebody else could use the session. */
export function stolenSpans({ roles, leaks }: IamState, name: string): readonly Span[] {
  const stolen = leaks.find(({ of }) => of === name);
  const role = roles.find((one) => one.name === name);
  if (stolen === undefined || role === undefined) return [];
  const isValid = (revokedBefore: string | null) =>
    revokedBefore === null || Date.parse(revokedBefore) <= Date.parse(stolen.at);
  return since(
    stolen,
    spansIn(role.history, (each) => (isValid(each.revokedBefore) ? 1 : 0)),
  );
}

/** From then on somebody else uses it, too. */
export function leakKey({ leaks }: IamState, key: AccessKey, atMs: number): void {
  leaks.push({ of: key.id, at: iso(atMs) });
  key.lastUse = { at: iso(atMs), service: 'sts', region: 'us-east-2' };
}

/** When somebody else could use the key. */
export function leakedSpans({ keys, leaks }: IamState, id: string): readonly Span[] {
  const leaked = leaks.find(({ of }) => of === id);
  const key = keys.find((one) => one.id === id);
  if (leaked === undefined || key === undefined) return [];
  return since(
    leaked,
    spansIn(key.history, ({ status }) => (status === 'Active' ? 1 : 0)),
  );
}

function since({ at }: Leak, spans: readonly Span[]): readonly Span[] {
  const from = Date.parse(at);
  return spans.flatMap((span) => (span.until > from ? [{ ...span, from: Math.max(span.from, from) }] : []));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
