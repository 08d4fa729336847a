import { describe, expect, it } from '@jest/globals';
import { actions } from '../../lambdas/actions/index.ts';
import type { ServicePolicy } from '../../lambdas/domain/policy/services-schema.ts';

const service: ServicePolicy = {
  id: 'checkout',
  name: 'Checkout',
  tier: 1,
  owner: 'ana',
  environment: 'production',
  region: 'eu-west-1',
  match: [],
  metrics: {},
  deployments: [{ lambdaAlias: { functionName: 'checkout', alias: 'live' } }],
  flags: [
    { appConfig: { application: 'shop1', environment: 'prod1', profile: 'flags', flag: 'new-pricing' } },
  ],
  logs: [],
  queues: [],
  smokeTests: [],
  blastRadius: {},
  dependsOn: [],
};
const otherService: ServicePolicy = { ...service, id: 'search', deployments: [], flags: [] };

describe.each(actions.map((action) => [action.kind, action] as const))('the role of %s', (_, action) => {
  const statements = action.iam([service, otherService]);

  it('names actions one by one', () => {
    expect(statements.length).toBeGreaterThan(0);
    for (const name of statements.flatMap((statement) => statement.actions))
      expect(name).toMatch(/^[a-z]+:[A-Za-z]+$/);
  });

  it('reaches only what policy names, by ARN', () => {
    for (const resource of statements.flatMap((statement) => statement.resources)) {
      expect(resource).toMatch(/^arn:\{partition\}:[a-z]+:\{region\}:\{account\}:\S+$/);
      expect(resource).toMatch(
        /:function:checkout(:\*)?$|:application\/shop1|:deploymentstrategy\/AppConfig\.AllAtOnce$/,
      );
    }
  });

  it('reaches nothing when policy names nothing', () => {
    expect(action.iam([otherService])).toEqual([]);
  });
});
