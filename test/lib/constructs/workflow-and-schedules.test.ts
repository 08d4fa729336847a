import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { exampleFunctions, synthesize } from '../../support/builders/synthesize.ts';

describe('the workflow', () => {
  let template: Template;
  beforeAll(() => {
    template = synthesize().stateless;
  });

  const stateMachine = () =>
    Object.values(template.findResources('AWS::StepFunctions::StateMachine'))[0]?.['Properties'];

  it('is a traced standard state machine that logs every event, but no task token', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'firebreak-prod-incident-response',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: Match.objectLike({ Level: 'ALL', IncludeExecutionData: false }),
    });
  });

  it('has a substitution for each placeholder of the ASL file, and no other', () => {
    const placeholders = stateMachine().DefinitionString.matchAll(/\$\{(\w+)\}/g);
    const used = new Set([...placeholders].map(([, name]) => name));
    expect(new Set(Object.keys(stateMachine().DefinitionSubstitutions))).toEqual(used);
  });

  it('calls its functions in the partition that it is deployed to', () => {
    const resources = [...stateMachine().DefinitionString.matchAll(/"Resource": "([^"]+)"/g)].map(
      ([, arn]) => arn,
    );
    expect(resources.length).toBeGreaterThan(10);
    for (const arn of resources) expect(arn).toMatch(/^arn:\$\{Partition\}:states:::/);
    expect(stateMachine().DefinitionSubstitutions.Partition).toEqual({ Ref: 'AWS::Partition' });
  });

  it('may call the functions it names, and nothing else', () => {
    const invoke = Object.values(template.findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) => Properties.Roles[0].Ref.startsWith('IncidentResponse'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => Action === 'lambda:InvokeFunction');
    const called = exampleFunctions.filter(({ trigger }) => trigger.kind === 'workflow');
    expect(invoke).toHaveLength(1);
    expect(invoke[0].Resource).toHaveLength(called.length);
    expect(JSON.stringify(invoke[0].Resource)).not.toContain('*');
  });
});

describe('schedules', () => {
  let template: Template;
  beforeAll(() => {
    template = synthesize().stateless;
  });

  it('run the sweep every minute', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      GroupName: Match.anyValue(),
      Target: Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SweepFunction'), 'Arn'] } }),
    });
  });

  it('never repeat a failed sweep beside the next one', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^SweepFunction') },
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  it('never repeat a failed check of an incident beside the next one', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^WatchRecoveryFunction') },
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  it('go with the stack: a group that stays would block the next deployment by its name', () => {
    template.hasResource('AWS::Scheduler::ScheduleGroup', { DeletionPolicy: 'Delete' });
  });

  it('can call only watch-recovery and the sweep, for this account', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: Match.objectLike({
        Statement: [
          Match.objectLike({
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ],
      }),
    });
    const [policy] = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) =>
      id.startsWith('RecoveryChecksRole'),
    );
    const text = JSON.stringify(policy);
    expect(text).toContain('firebreak-prod-watch-recovery');
    expect(text).not.toContain('*');
  });

  it('let watch-recovery pass their role to the scheduler and to nothing else', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      Description: Match.stringLikeRegexp('watch-recovery'),
      Policies: [
        Match.objectLike({
          PolicyDocument: Match.objectLike({
            Statement: Match.arrayWith([
              Match.objectLike({
                Action: 'iam:PassRole',
                Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
              }),
            ]),
          }),
        }),
      ],
    });
  });
});
