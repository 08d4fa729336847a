import type { Criterion } from '../../../records/recovery-look/recovery-look.ts';
import { utcMinute } from '../../../utc-minute.ts';
import type { RecoveryJudgement } from '../judge-recovery.ts';
import { judgeCriteria } from './judge-criteria.ts';

export interface LookToConclude {
  /** What the promised metric says, by the deadline, which an extension has moved. */
  readonly main: RecoveryJudgement;
  /** Everything that has to be true. */
  readonly criteria: readonly Criterion[];
  /** When the other criteria must be met at the latest. */
  readonly endsAt: Date;
  readonly extendedUntil: string | null;
  readonly extendSeconds: number;
  readonly now: Date;
}

export interface ConcludedLook {
  readonly judgement: RecoveryJudgement;
  readonly extendedUntil: string | null;
}

/**
 * The promised metric is not enough: everything that is required must be met. What is not known when the time is up is waited for once
 * more, and then left to people; so is what is not met although the promise was kept, since undoing what helped would hurt.
 */
export function concludeLook(look: LookToConclude): ConcludedLook {
  const { main, criteria, endsAt, extendedUntil, now } = look;
  if (main.state === 'inconclusive') return extendOnce(look, main);
  if (main.state !== 'recovered') return { judgement: main, extendedUntil };
  const { state, reason } = judgeCriteria(criteria);
  if (state === 'met') return { judgement: main, extendedUntil };
  const missing = { ...main, reason: `${main.reason}; but not yet: ${reason}` };
  if (now < endsAt) return { judgement: { ...missing, state: 'not-yet' }, extendedUntil };
  const judgement = { ...main, state: 'inconclusive', reason: `${main.reason}; but: ${reason}` } as const;
  return state === 'unknown' ? extendOnce(look, judgement) : { judgement, extendedUntil };
}

function extendOnce(
  { endsAt, extendedUntil, extendSeconds, now }: LookToConclude,
  judgement: RecoveryJudgement,
): ConcludedLook {
  const extendedTo = new Date(endsAt.getTime() + extendSeconds * 1000);
  // Looked at too late, there is nothing to wait for any more.
  if (extendedUntil !== null || extendedTo <= now) return { judgement, extendedUntil };
  const until = extendedTo.toISOString();
  const reason = `${judgement.reason}. Waiting until ${utcMinute(until)} before people are asked`;
  return { judgement: { ...judgement, state: 'not-yet', reason }, extendedUntil: until };
}
