import type { DeathGroup } from './classify-deaths.ts';
import type { DeathClass } from './death-classes.ts';

/**
 * What a consumer does with a message that it gets twice. `safe`: the same as with one; `reconcile-first`: what it did outside must be
 * compared first; `unsafe`: it does it twice, so a person decides on each batch.
 */
export const repeatSafeties = ['safe', 'reconcile-first', 'unsafe'] as const;
export type RepeatSafety = (typeof repeatSafeties)[number];

/** What policy says; what it does not is the worst. */
export function repeatSafetyOf(declared: string): RepeatSafety {
  return repeatSafeties.find((safety) => safety === declared) ?? 'unsafe';
}

export interface RedriveConditions {
  readonly repeat: RepeatSafety;
  /** A person says that what the consumer did outside was compared; null: nobody does. */
  readonly reconciled: string | null;
  /** A person says why the cause is gone; null: nobody does. */
  readonly causeGone: string | null;
  /** When the consumer was changed last, ISO 8601 UTC; null when it is not known. */
  readonly consumerChangedAt: string | null;
  readonly now: Date;
}

/** So long nobody may have died of what comes and goes. */
const quietMs = 10 * 60_000;

/** What makes the cause go away: a change of the consumer, or time. Those that fail again whatever comes are never put back. */
const mendedBy: Readonly<Record<DeathClass, 'change' | 'time' | null>> = {
  auth: 'change',
  schema: 'change',
  dependency: 'time',
  'rate-limit': 'time',
  poison: null,
  unknown: null,
};

/** When what comes and goes counts as gone, if nobody dies of it until then; null for what a change takes away, or nothing. */
export function quietFrom({ class: is, lastAt }: DeathGroup): Date | null {
  return mendedBy[is] === 'time' && lastAt !== null ? new Date(Date.parse(lastAt) + quietMs) : null;
}

/** Why the messages of a group stay where they are, for people; null when they may be put back. */
export function whyNotRedriven(group: DeathGroup, conditions: RedriveConditions): string | null {
  const { repeat, reconciled } = conditions;
  if (group.strategy === 'reread') {
    return 'they only point into their stream: read the records again there, while it keeps them';
  }
  if (group.class === 'unknown') return 'it is not known why they died';
  if (group.class === 'poison') return 'they would fail again, whatever was mended';
  if (group.strategy !== 'move')
    return `a message of this kind (${group.shape}) does not go back by being moved`;
  const still = whyCauseIsThere(group, conditions);
  if (still !== null) return still;
  return repeat === 'reconcile-first' && reconciled === null
    ? 'the consumer is declared reconcile-first: compare what it did outside, then say so with --reconciled'
    : null;
}

/** The same, where no person looked at the group. */
export function whyNotByItself(group: DeathGroup, conditions: RedriveConditions): string | null {
  if (group.diedTwice === group.count) return 'they were put back before and died again';
  return whyNotRedriven(group, conditions);
}

function whyCauseIsThere(
  { class: is, lastAt }: DeathGroup,
  { causeGone, consumerChangedAt, now }: RedriveConditions,
): string | null {
  if (causeGone !== null) return null;
  if (lastAt === null) return 'it is not known when they died, so nobody can tell whether the cause is gone';
  if (mendedBy[is] === 'change') {
    return consumerChangedAt !== null && consumerChangedAt > lastAt
      ? null
      : 'the consumer was not changed since the last of them died: deploy the fix, or say with --cause-gone why it is gone';
  }
  return now.getTime() - Date.parse(lastAt) >= quietMs
    ? null
    : 'one of them died less than 10 minutes ago: wait until the cause is gone';
}
