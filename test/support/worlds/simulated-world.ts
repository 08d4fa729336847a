import { createInProcessAws } from '../../../local/rehearsal/memory/in-process-aws.ts';
import { memoryDirectory } from '../../../local/rehearsal/memory/memory-directory.ts';
import { Account } from '../../../local/world/account.ts';
import { accountApis, answerOfAccount } from '../../../local/world/account-apis.ts';
import { loadScenario, type Scenario } from '../../../local/world/scenario.ts';
import type { SimulatedService } from '../../../local/world/scenario-schema.ts';

export const worldStart = Date.parse('2026-11-23T02:00:00.000Z');

/** A scenario whose whole story has happened, at a moment so many minutes after its start. */
export function simulatedWorld(name: string, minutes: number, seed: number | null = null) {
  const scenario = loadScenario(name, seed);
  const account = Account.open(scenario, memoryDirectory(), worldStart);
  for (const event of scenario.story.filter(({ afterSeconds }) => afterSeconds >= 0)) {
    account.play(event, worldStart + event.afterSeconds * 1000);
  }
  const now = worldStart + minutes * 60_000;
  const ask = answerOfAccount(accountApis(scenario, account, () => now));
  const aws = createInProcessAws(ask);
  return { scenario, account, aws, raw: rawCalls(ask), now };
}

export function serviceOf(scenario: Scenario, id: string): SimulatedService {
  const service = scenario.services.find((one) => one.id === id);
  if (service === undefined) throw new Error(`${scenario.name} has no ${id}`);
  return service;
}

interface RawCall {
  readonly service: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Calls as the protocols have them, for tests of the account itself. */
export interface RawCalls {
  call(request: RawCall): Promise<{ readonly status: number; readonly body: string }>;
}

function rawCalls(ask: ReturnType<typeof answerOfAccount>): RawCalls {
  return {
    async call({ service, method, path, headers = {}, body = '' }) {
      const query = new URLSearchParams();
      const response = await ask({ service, method, path, query, headers, body: Buffer.from(body) });
      return { status: response.status ?? 200, body: Buffer.from(response.body ?? '').toString('utf8') };
    },
  };
}
