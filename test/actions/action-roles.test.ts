import { describe, expect, it } from '@jest/globals';
import { actions } from '../../lambdas/actions/index.ts';
import type { ServicePolicy } from '../../lambdas/domain/policy/services-schema.ts';
import { resourcesOf } from '../../lambdas/resources/resources-of.ts';
import { aService } from '../support/builders/builders.ts';

const service = aService();
const otherService: ServicePolicy = { ...service, id: 'search', resources: [] };

describe.each(actions.map((action) => [action.kind, action] as const))('the role of %s', (_, action) => {
  const statements = action.iam(resourcesOf([service, otherService], action.target));

  it('names actions one by one', () => {
    expect(statements.length).toBeGreaterThan(0);
    for (const name of statements.flatMap((statement) => statement.actions))
      expect(name).toMatch(/^[a-z]+:[A-Za-z]+$/);
  });

  it('reaches only what policy names, by ARN', () => {
    for (const resource of statements.flatMap((statement) => statement.resources)) {
      expect(resource).toMatch(/^arn:\{partition\}:[a-z]+:\{region\}:\{account\}:\S+$/);
      expect(resource).toMatch(
        /:function:checkout(:\*)?$|:application\/chkout1|:deploymentstrategy\/AppConfig\.AllAtOnce$/,
      );
    }
  });

  it('reaches nothing when policy names nothing', () => {
    expect(action.iam(resourcesOf([otherService], action.target))).toEqual([]);
  });
});
