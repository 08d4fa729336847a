import { afterEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import {
  agentRuntimeChangesIam,
  createAgentRuntimeChangesReader,
} from '../../../lambdas/evidence/changes/agent-runtime-changes-reader.ts';
import { agentRuntimeEndpoint } from '../../../lambdas/resources/agent-runtime-endpoint.ts';
import type { Account } from '../../../local/world/account.ts';
import { bedrockAgentCore } from '../../../local/world/services/bedrock-agentcore/bedrock-agentcore.ts';
import { pointAt } from '../../../local/world/services/bedrock-agentcore/runtime-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const resource = aResource(agentRuntimeEndpoint, { runtimeId: 'assistant-a1B2c3D4e5', endpoint: 'live' });
const service = aService({ resources: [resource] });

let account: TestAccount | undefined;
afterEach(async () => {
  await account?.stop();
  account = undefined;
});

async function read(minutesAgo: number, seed: (account: Account) => void = () => {}, version = 12) {
  account = await startTestAccount({
    scenario: aScenario({
      agentRuntimes: [{ id: 'assistant-a1B2c3D4e5', endpoint: 'live', version, minutesAgo }],
    }),
    nowMs: now.getTime(),
    seed,
  });
  account.account.mostPerPage = 5;
  return await createAgentRuntimeChangesReader(account.aws).read({ service, startedAt, now });
}

describe('changes of agent runtimes', () => {
  it('are the last version that an endpoint was pointed at, with the one before by number', async () => {
    expect(await read(4)).toEqual([
      {
        id: 'agent-runtime-endpoint:assistant-a1B2c3D4e5:live@12@2026-11-23T02:01:00.000Z',
        kind: 'agent-deployment',
        service: 'checkout',
        resource,
        summary: 'AgentCore endpoint live of assistant-a1B2c3D4e5 pointed at v12, after v11',
        at: '2026-11-23T02:01:00.000Z',
        actor: null,
        size: null,
        trackRecord: null,
        before: '11',
        after: '12',
        link: agentRuntimeEndpoint.consoleUrl(resource.id, service.region),
      },
    ]);
  });

  it('are told as a way back where there is a newer version', async () => {
    const back = (one: Account) => {
      const [endpoint] = one.stateOf(bedrockAgentCore).endpoints;
      if (endpoint !== undefined) pointAt(endpoint, '9', now.getTime() - 240_000);
    };
    expect(await read(90, back)).toMatchObject([{ before: '12', after: '9' }]);
  });

  it('are none that are too old, nor the first version', async () => {
    expect(await read(60 * 24 * 30)).toEqual([]);
    expect(await read(4, () => {}, 1)).toEqual([]);
  });

  it('leave out versions that cannot be gone back to', async () => {
    const failed = (one: Account) =>
      void one.stateOf(bedrockAgentCore).versions.splice(10, 1, {
        runtimeId: 'assistant-a1B2c3D4e5',
        version: '11',
        status: 'CREATE_FAILED',
      });
    expect(await read(4, failed)).toMatchObject([{ before: '10', after: '12' }]);
  });

  it('cannot be read where policy names what does not exist', async () => {
    const gone = (one: Account) => void one.stateOf(bedrockAgentCore).endpoints.splice(0);
    await expect(read(4, gone)).rejects.toThrow(ConfigurationError);
  });

  it('are read with these permissions, on these resources only', async () => {
    await read(4);
    const allowed = agentRuntimeChangesIam([service]).flatMap(({ actions }) => actions);
    expect(new Set(account?.calls.map(({ operation }) => operation))).toEqual(new Set(allowed));
    expect(agentRuntimeChangesIam([])).toEqual([]);
  });
});
