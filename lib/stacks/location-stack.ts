import {
  BootstraplessSynthesizer,
  Duration,
  type IStackSynthesizer,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { locationRoleName } from '../../lambdas/domain/locations/location-role.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { allowRole } from '../constructs/allow-declared.ts';
import type { FunctionSpec, LocatedStatements } from '../functions/function-spec.ts';
import { pascalCase, type ResourceNames } from '../functions/resource-names.ts';

export interface LocationStackProps extends StackProps {
  readonly location: LocatedStatements['location'];
  /** Those that read or act there. */
  readonly functions: readonly FunctionSpec[];
  readonly names: ResourceNames;
  /** Where Firebreak runs. */
  readonly home: { readonly account: string; readonly region: string };
}

/**
 * What another account needs so that Firebreak reads and acts there: a role for each function that does, with exactly what it may do there.
 * The template has no assets: whoever owns the account can create the stack without the CDK.
 */
export class LocationStack extends Stack {
  constructor(scope: Construct, id: string, props: LocationStackProps) {
    const { location, functions, names, home, ...stack } = props;
    const { account, region } = location;
    // Its account need not be bootstrapped.
    const synthesizer = new BootstraplessSynthesizer() as IStackSynthesizer;
    super(scope, id, { ...stack, env: { account, region }, synthesizer });
    for (const { name, elsewhere } of functions) {
      const functionName = names.function(name);
      const principal = new AccountPrincipal(home.account);
      // The principal of a role's ARN would have to exist before it is trusted, and would not be trusted any more once it is made again.
      const caller = `arn:${this.partition}:iam::${home.account}:role/${names.role(name, home.region)}`;
      const isCaller = {
        ArnEquals: { 'aws:PrincipalArn': caller },
        StringEquals: { 'sts:SourceIdentity': functionName },
      };
      const role = new Role(this, pascalCase(name), {
        roleName: locationRoleName(functionName, location),
        description: `What ${functionName} of the account ${home.account} may do here`,
        maxSessionDuration: Duration.hours(1),
        assumedBy: principal.withConditions({
          ...isCaller,
          StringEquals: { ...isCaller.StringEquals, 'sts:ExternalId': location.externalId },
        }),
      });
      role.assumeRolePolicy?.addStatements(
        new PolicyStatement({
          actions: ['sts:SetSourceIdentity'],
          principals: [principal],
          conditions: isCaller,
        }),
      );
      for (const { location: at, statements } of elsewhere) {
        if (at.id !== location.id) continue;
        allowRole(role, statements, {
          wildcardReason: 'Under a resource that the policy names: its parts come and go.',
        });
      }
      acknowledge(role, {
        'AwsSolutions-IAM5[Resource::*]':
          'CloudWatch metric reads and the results of log queries have no resource in IAM, nor have the reads of actions that say so; no other statement has this resource.',
      });
    }
  }
}
