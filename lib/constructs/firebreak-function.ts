import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { locationRoleArn } from '../../lambdas/domain/locations/location-role.ts';
import type { FunctionSpec } from '../functions/function-spec.ts';
import type { ResourceNames } from '../functions/resource-names.ts';
import { acknowledge } from './acknowledge.ts';
import { allowDeclared } from './allow-declared.ts';
import { FunctionRole } from './function-role.ts';

export interface FirebreakFunctionProps {
  readonly spec: FunctionSpec;
  readonly names: ResourceNames;
  readonly stage: string;
  /** Directory with a bundle per handler. */
  readonly bundleDir: string;
  readonly logRetention: RetentionDays;
  /** False for an account whose quota is too small for it. */
  readonly reserveConcurrency: boolean;
}

/** One function with a role of its own, its own log group, tracing, and nothing it was not granted. */
export class FirebreakFunction extends Construct {
  readonly spec: FunctionSpec;
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: FirebreakFunctionProps) {
    super(scope, id);
    const { spec, names, stage, bundleDir, logRetention, reserveConcurrency } = props;
    this.spec = spec;
    const functionName = names.function(spec.name);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new FunctionRole(this, 'Role', {
      // Roles in other accounts trust it by its name.
      ...(spec.elsewhere.length === 0 ? {} : { roleName: names.role(spec.name, Stack.of(this).region) }),
      description: `What ${functionName} may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    if (spec.elsewhere.length > 0) {
      role.addToPolicy(
        new PolicyStatement({
          actions: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
          resources: spec.elsewhere.map(({ location }) => locationRoleArn(functionName, location)),
        }),
      );
    }
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      description: spec.failureImpact,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(join(bundleDir, spec.name)),
      role,
      logGroup,
      tracing: Tracing.ACTIVE,
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.timeoutSeconds),
      ...(reserveConcurrency ? { reservedConcurrentExecutions: spec.reservedConcurrency } : {}),
      environment: { FIREBREAK_STAGE: stage },
    });
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]':
        'X-Ray segments, CloudWatch metric reads and the results of log queries have no resource in IAM, nor have the reads of actions that say so; no other statement has this resource.',
    });
  }

  /** To be called last: what the role has no room for goes into further policies. */
  allowStatements(): void {
    allowDeclared(this.lambda, this.spec.statements, {
      wildcardReason: 'Under a resource that the policy names: its parts come and go.',
    });
  }
}
