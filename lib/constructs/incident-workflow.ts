import { readFileSync } from 'node:fs';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { aslFile, aslSubstitutions } from '../functions/asl-substitutions.ts';
import type { FunctionSpec } from '../functions/function-spec.ts';
import type { ResourceNames } from '../functions/resource-names.ts';
import { acknowledge } from './acknowledge.ts';

export interface IncidentWorkflowProps {
  readonly names: ResourceNames;
  readonly functions: readonly FunctionSpec[];
  readonly logRetention: RetentionDays;
}

/** The incident-response state machine, from the same ASL file that runs on a laptop. */
export class IncidentWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { names, functions, logRetention }: IncidentWorkflowProps) {
    super(scope, id);
    const functionArn = (name: string) =>
      Stack.of(this).formatArn({
        service: 'lambda',
        resource: 'function',
        resourceName: names.function(name),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
    const called = functions.filter(({ trigger }) => trigger.kind === 'workflow');
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: names.stateMachine,
      comment: 'One execution for each incident; its name is the incident',
      definitionBody: DefinitionBody.fromString(readFileSync(aslFile, 'utf8')),
      definitionSubstitutions: aslSubstitutions(called, functionArn, Stack.of(this).partition),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${names.stateMachine}`,
          retention: logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        // Inputs of waiting states hold task tokens, which are credentials.
        includeExecutionData: false,
      },
    });
    this.stateMachine.addToRolePolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: called.map(({ name }) => functionArn(name)),
      }),
    );
    acknowledge(this.stateMachine.role, {
      'AwsSolutions-IAM5[Resource::*]': 'Log deliveries and X-Ray segments have no resource in IAM.',
    });
  }
}
