import { InvalidInputError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { KillSwitch } from '../../domain/records/guardrails/kill-switch.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KillSwitchStore } from '../../ports/stores/kill-switch-store.ts';

export interface KillSwitchDeps {
  readonly killSwitches: KillSwitchStore;
  readonly policy: Pick<CompiledPolicy, 'services'>;
  readonly clock: Clock;
}

/** Stops every action, or those on one service, or lets them run again. It counts from this write on. Throws InvalidInputError. */
export async function setKillSwitch(
  { killSwitches, policy, clock }: KillSwitchDeps,
  { isOn, service, by, reason }: Pick<KillSwitch, 'isOn' | 'service' | 'by' | 'reason'>,
): Promise<KillSwitch> {
  const known = policy.services.map(({ id }) => id);
  // A name that is not known would stop nothing while it looks as if it did.
  if (service !== null && !known.includes(service)) {
    throw new InvalidInputError(`services.yaml has no ${service}. It has: ${known.join(', ')}`);
  }
  const killSwitch = { service, isOn, at: clock.now().toISOString(), by, reason };
  await killSwitches.save(killSwitch);
  return killSwitch;
}
