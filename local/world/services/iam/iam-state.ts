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
}

export interface IamState {
  readonly keys: AccessKey[];
  readonly roles: Role[];
  readonly leaks: Leak[];
}

export function seedIam({ accessKeys }: Scenario, startedAtMs: number): IamState {
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
    roles: [],
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

/** From then on somebody else uses it, too. */
export function leakKey({ leaks }: IamState, key: AccessKey, atMs: number): void {
  leaks.push({ of: key.id, at: iso(atMs) });
  key.lastUse = { at: iso(atMs), service: 'sts', region: 'us-east-2' };
}

/** When somebody else could use the key. */
export function leakedSpans({ keys, leaks }: IamState, id: string): readonly Span[] {
  const since = leaks.find(({ of }) => of === id);
  const key = keys.find((one) => one.id === id);
  if (since === undefined || key === undefined) return [];
  const from = Date.parse(since.at);
  return spansIn(key.history, ({ status }) => (status === 'Active' ? 1 : 0)).flatMap((span) =>
    span.until > from ? [{ ...span, from: Math.max(span.from, from) }] : [],
  );
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
