import { memoryDirectory } from '../../../local/rehearsal/memory/memory-directory.ts';
import { Account } from '../../../local/world/account.ts';
import { answerOfAccount } from '../../../local/world/answer-of-account.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';
import { loadScenario, type Scenario } from '../../../local/world/scenario/scenario.ts';
import type { SimulatedService } from '../../../local/world/scenario/service-schema.ts';
import { rawAccount } from './raw-account.ts';

export const worldStart = Date.parse('2026-11-23T02:00:00.000Z');

/** A scenario whose whole story has happened, at a moment so many minutes after its start. */
export function simulatedWorld(name: string, minutes: number, seed: number | null = null) {
  const scenario = loadScenario(name, seed);
  const account = Account.open(scenario, memoryDirectory(), worldStart);
  for (const event of scenario.story.filter(({ afterSeconds }) => afterSeconds >= 0)) {
    account.play(event, worldStart + event.afterSeconds * 1000);
  }
  const now = worldStart + minutes * 60_000;
  const aws = createInProcessAws(answerOfAccount(account, () => now));
  const raw = rawAccount(account, () => now);
  return { scenario, account, aws, raw, now };
}

export function serviceOf(scenario: Scenario, id: string): SimulatedService {
  const service = scenario.services.find((one) => one.id === id);
  if (service === undefined) throw new Error(`${scenario.name} has no ${id}`);
  return service;
}
