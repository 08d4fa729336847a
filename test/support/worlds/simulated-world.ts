import type { AwsCaller } from '../../../lambdas/ports/aws-caller.ts';
import { memoryDirectory } from '../../../local/rehearsal/memory/memory-directory.ts';
import { Account } from '../../../local/world/account.ts';
import { createAccountCaller } from '../../../local/world/account-caller.ts';
import { loadScenario, type Scenario } from '../../../local/world/scenario/scenario.ts';
import type { SimulatedService } from '../../../local/world/scenario/service-schema.ts';

export const worldStart = Date.parse('2026-11-23T02:00:00.000Z');

/** A scenario whose whole story has happened, at a moment so many minutes after its start. */
export function simulatedWorld(name: string, minutes: number, seed: number | null = null) {
  const scenario = loadScenario(name, seed);
  const account = Account.open(scenario, memoryDirectory(), worldStart);
  for (const event of scenario.story.filter(({ afterSeconds }) => afterSeconds >= 0)) {
    account.play(event, worldStart + event.afterSeconds * 1000);
  }
  const now = worldStart + minutes * 60_000;
  const aws: AwsCaller = createAccountCaller(account, () => now);
  return { scenario, account, aws, now };
}

export function serviceOf(scenario: Scenario, id: string): SimulatedService {
  const service = scenario.services.find((one) => one.id === id);
  if (service === undefined) throw new Error(`${scenario.name} has no ${id}`);
  return service;
}
