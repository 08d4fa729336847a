import { afterEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import { createAppConfigChangesReader } from '../../../lambdas/evidence/changes/appconfig-changes-reader.ts';
import type { AwsResponse } from '../../../lambdas/ports/aws-caller.ts';
import { appConfigConfiguration } from '../../../lambdas/resources/appconfig-configuration.ts';
import { appConfigFlag } from '../../../lambdas/resources/appconfig-flag.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { type RestServer, startRestServer } from '../../support/servers/rest-server.ts';
import { flags, type RestRequest } from '../../support/servers/simulated-account.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const place = { application: 'shop1', environment: 'prod1' };
const newPricing = aResource(appConfigFlag, { ...place, profile: 'flags', flag: 'new-pricing' });
const service = aService({
  resources: [
    newPricing,
    aResource(appConfigFlag, { ...place, profile: 'flags', flag: 'banner' }),
    aResource(appConfigConfiguration, { ...place, profile: 'limits' }),
  ],
});

/** As AppConfig has them; the list gives names, GetDeployment ids too. */
const deployments = [
  {
    number: 1,
    profile: 'flags',
    name: 'Flags',
    version: '1',
    state: 'COMPLETE',
    at: '2026-11-10T10:00:00+01:00',
  },
  {
    number: 2,
    profile: 'limits',
    name: 'Limits',
    version: '7',
    state: 'ROLLED_BACK',
    at: '2026-11-22T11:00:00Z',
  },
  {
    number: 3,
    profile: 'limits',
    name: 'Limits',
    version: '8',
    state: 'COMPLETE',
    at: '2026-11-22T12:00:00Z',
  },
  { number: 4, profile: 'flags', name: 'Flags', version: '2', state: 'BAKING', at: '2026-11-23T02:01:00Z' },
];

function answer(status: number, body: string, headers: Record<string, string> = {}): AwsResponse {
  return { status, headers, body };
}

function account({ path }: RestRequest): AwsResponse {
  const [, number] = /\/deployments\/(\d+)$/.exec(path) ?? [];
  const [, version] = /\/configurationprofiles\/flags\/hostedconfigurationversions\/(\d+)$/.exec(path) ?? [];
  if (version !== undefined) return answer(200, flags(version === '2'));
  if (number === undefined) {
    const Items = deployments.map((each) => ({
      DeploymentNumber: each.number,
      ConfigurationName: each.name,
      ConfigurationVersion: each.version,
      State: each.state,
      StartedAt: each.at,
    }));
    return answer(200, JSON.stringify({ Items: Items.reverse() }));
  }
  const found = deployments.find((each) => String(each.number) === number);
  return answer(
    200,
    JSON.stringify({
      DeploymentNumber: found?.number,
      ConfigurationProfileId: found?.profile,
      ConfigurationName: found?.name,
      ConfigurationVersion: found?.version,
      State: found?.state,
      StartedAt: found?.at,
    }),
  );
}

let server: RestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function read(served: (request: RestRequest) => AwsResponse = account) {
  server = await startRestServer(served);
  return createAppConfigChangesReader(server.aws).read({ service, startedAt, now });
}

describe('changes out of AppConfig', () => {
  it('are the flags that policy names and its other configuration, with how previous deployments ended', async () => {
    expect(await read()).toEqual([
      {
        id: 'appconfig-flag:shop1:prod1:flags:new-pricing@4',
        kind: 'flag-change',
        service: 'checkout',
        resource: newPricing,
        summary: 'Feature flag new-pricing switched on (AppConfig deployment 4)',
        at: '2026-11-23T02:01:00.000Z',
        actor: null,
        size: { count: 1, of: 'flags' },
        trackRecord: { changes: 1, harmful: 0 },
        link: 'https://eu-west-1.console.aws.amazon.com/systems-manager/appconfig/applications/shop1/environments/prod1?region=eu-west-1',
        before: 'off',
        after: 'on',
      },
      expect.objectContaining({
        id: 'appconfig-configuration:shop1:prod1:limits@3',
        kind: 'configuration-change',
        resource: expect.objectContaining({ key: 'appconfig-configuration:shop1:prod1:limits' }),
        summary: 'Configuration Limits version 8 (AppConfig deployment 3)',
        at: '2026-11-22T12:00:00.000Z',
        size: null,
        trackRecord: { changes: 1, harmful: 1 },
        after: '8',
      }),
    ]);
  });

  it('never ask for the content of a configuration that is no flags, and ask for each thing once', async () => {
    const asked: string[] = [];
    await read((request) => {
      asked.push(request.path.replace(/^\/applications\/shop1\//, ''));
      return account(request);
    });
    expect(asked.filter((path) => path.includes('limits'))).toEqual([]);
    const listings = asked.filter((path) => path.endsWith('max_results=50'));
    const single = asked.filter((path) => /deployments\/\d+$/.test(path));
    expect(listings).toHaveLength(1);
    expect(single.toSorted()).toEqual(
      deployments.map(({ number }) => `environments/prod1/deployments/${number}`),
    );
  });

  it('are unavailable without access or in a place that is not there', async () => {
    for (const status of [403, 404]) {
      await expect(read(() => answer(status, '{}'))).rejects.toBeInstanceOf(ConfigurationError);
      await server?.close();
    }
    server = undefined;
  });

  it('wait out throttling', async () => {
    let calls = 0;
    const changes = await read((request) => {
      calls += 1;
      return calls === 1
        ? answer(429, '{}', { 'x-amzn-errortype': 'ThrottlingException' })
        : account(request);
    });
    expect(changes).toHaveLength(2);
  });
});
