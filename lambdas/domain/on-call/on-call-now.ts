import { NotFoundError } from '../errors.ts';
import type { CompiledPolicy } from '../policy/policy.ts';
import { type LevelNow, levelsAt } from './escalation.ts';

/** Who commands and who approves for a service, level by level. */
export interface OnCallNow {
  readonly service: string;
  readonly commander: readonly LevelNow[];
  readonly approver: readonly LevelNow[];
}

/** Of one service or of all. Throws NotFoundError for one that policy does not have. */
export function onCallNow(policy: CompiledPolicy, service: string | null, now: Date): readonly OnCallNow[] {
  const known = [...new Set(policy.services.map(({ id }) => id))];
  const asked = service === null ? known : known.filter((id) => id === service);
  if (service !== null && asked.length === 0) throw new NotFoundError('The policy has no such service');
  return asked.map((id) => ({
    service: id,
    commander: levelsAt(policy, id, 'commander', now),
    approver: levelsAt(policy, id, 'approver', now),
  }));
}
