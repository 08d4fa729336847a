import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import { lambdaAlias } from '../../../lambdas/resources/lambda-alias.ts';
import { listFunctions } from '../../../lib/functions/list-functions.ts';
import { aService } from '../../support/builders/builders.ts';
import { located, payments } from '../../support/builders/policy/locations.ts';
import { synthesize } from '../../support/builders/synthesize.ts';
import { statementsOfRole } from '../../support/roles/statements-of-role.ts';

const us = { ...payments, id: 'us', region: 'us-east-1' } as const;
const refunds = located(lambdaAlias, { functionName: 'refunds', alias: 'live' }, payments);
const wallets = located(lambdaAlias, { functionName: 'wallets', alias: 'live' }, us);
const logs = [{ cloudwatch: { logGroup: '/refunds' } }];
const functions = listFunctions({
  services: [
    aService({ location: payments, region: payments.region, logs, resources: [refunds] }),
    aService({ id: 'wallets', location: us, region: us.region, resources: [wallets] }),
  ],
});
const context = { account: '111122223333', region: 'eu-west-1' };

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      { readonly Type: string; readonly Properties: Readonly<Record<string, Record<string, unknown>>> }
    >
  >;
}

const { app, stateless } = synthesize({ functions, context, rules: true });
const assembly = app.synth();
const templateOf = (id: string): Template =>
  assembly.getNestedAssembly('assembly-Locations').getStackByName(`firebreak-prod-in-${id}`).template;
const rolesOf = (template: Template) =>
  Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
const statementsOf = (template: Template) =>
  Object.keys(template.Resources).flatMap(
    (id) => statementsOfRole(template.Resources, id) as readonly Statement[],
  );
const all = (value: string | readonly string[] = []) => (typeof value === 'string' ? [value] : [...value]);

describe('the stack of another account', () => {
  it('breaks no rule, and is not deployed with the others: it needs other credentials', () => {
    expect(assembly.stacks.map(({ stackName }) => stackName).toSorted()).toEqual([
      'firebreak-prod-app',
      'firebreak-prod-state',
    ]);
    const there = assembly.getNestedAssembly('assembly-Locations');
    expect(there.stacks.map(({ environment }) => environment.name)).toEqual([
      'aws://444455556666/eu-central-1',
      'aws://444455556666/us-east-1',
    ]);
    expect(there.stacks.flatMap(({ assets }) => assets)).toEqual([]);
  });

  it('has a role for each function that reads or acts there, which it alone may take', () => {
    const roles = rolesOf(templateOf('payments'));
    const names = roles.map(({ Properties }) => JSON.stringify(Properties['RoleName']).slice(1, -1));
    expect(names.toSorted()).toEqual([
      'firebreak-prod-action-raise-lambda-concurrency-in-payments',
      'firebreak-prod-action-roll-back-lambda-alias-in-payments',
      'firebreak-prod-check-relapse-in-payments',
      'firebreak-prod-list-changes-in-payments',
      'firebreak-prod-read-logs-in-payments',
      'firebreak-prod-read-metrics-in-payments',
      'firebreak-prod-sweep-in-payments',
      'firebreak-prod-watch-recovery-in-payments',
    ]);
    const role = roles[names.findIndex((name) => name.includes('read-logs'))];
    const caller = {
      ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/firebreak-prod-eu-west-1-read-logs' },
      StringEquals: { 'sts:SourceIdentity': 'firebreak-prod-read-logs' },
    };
    expect(role?.Properties['AssumeRolePolicyDocument']?.['Statement']).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Condition: {
          ...caller,
          StringEquals: { ...caller.StringEquals, 'sts:ExternalId': payments.externalId },
        },
      },
      {
        Effect: 'Allow',
        Action: 'sts:SetSourceIdentity',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Condition: caller,
      },
    ]);
  });

  it('permits what functions do there, and nothing on what is elsewhere', () => {
    const permitted = statementsOf(templateOf('payments'));
    const wanted = functions.flatMap(({ elsewhere }) =>
      elsewhere
        .filter(({ location }) => location.id === 'payments')
        .flatMap(({ statements }) => statements.flatMap(({ actions }) => actions)),
    );
    expect(new Set(permitted.flatMap(({ Action }) => all(Action)))).toEqual(new Set(wanted));
    const resources = permitted.flatMap(({ Resource }) => all(Resource));
    expect(resources.filter((arn) => arn !== '*' && !arn.includes(':eu-central-1:444455556666:'))).toEqual(
      [],
    );
    expect(resources.join(' ')).not.toContain('wallets');
    expect(JSON.stringify(templateOf('us'))).not.toContain('refunds');
  });
});

describe('a function that has roles in other accounts', () => {
  it('may take exactly these, under a name that they know', () => {
    const template: Template = stateless.toJSON() as Template;
    const assumed = statementsOf(template).filter(({ Action }) => all(Action).includes('sts:AssumeRole'));
    const roles = functions.flatMap(({ name, elsewhere }) =>
      elsewhere.map(({ location }) => `role/firebreak-prod-${name}-in-${location.id}`),
    );
    const ends = assumed.flatMap(({ Resource }) => all(Resource)).map((arn) => arn.replace(/.*:/, ''));
    expect(ends.toSorted()).toEqual(roles.toSorted());
    const named = rolesOf(template).filter(({ Properties }) => Properties['RoleName'] !== undefined);
    expect(named).toHaveLength(functions.filter(({ elsewhere }) => elsewhere.length > 0).length);
  });
});

describe('other accounts in policy', () => {
  it.each([
    [{ account: '', region: '' }, /account, region: are missing/],
    [{ account: '444455556666', region: 'eu-west-1' }, /account: is that of the location payments/],
    [{ account: '111122223333', region: 'cn-north-1' }, /region: no role of the location payments/],
  ])('are refused where they cannot be reached: %j', (settings, why) => {
    const synth = () => synthesize({ functions, context: settings });
    expect(synth).toThrow(ConfigurationError);
    expect(synth).toThrow(why);
  });
});
