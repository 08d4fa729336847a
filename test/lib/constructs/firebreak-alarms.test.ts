import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { exampleFunctions, synthesize } from '../../support/builders/synthesize.ts';

/** The workflow records what goes wrong with an action: its function has no alarm of its own. */
const watched = exampleFunctions.filter(({ actionKind }) => actionKind === null);
const actionFunctions = exampleFunctions.filter(({ actionKind }) => actionKind !== null);

describe('alarms', () => {
  let template: Template;
  beforeAll(() => {
    template = synthesize().stateless;
  });

  it.each(watched.map(({ name, handler, failureImpact }) => ({ name, handler, failureImpact })))(
    'tell what users lose when $name fails, and where to read what to do',
    ({ name, handler, failureImpact }) => {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `firebreak-prod-${name}-failing`,
        AlarmDescription: `${failureImpact} What to do: docs/runbook.md#${handler}`,
        MetricName: 'Errors',
        Threshold: 1,
        TreatMissingData: 'notBreaching',
      });
    },
  );

  it('leave out the functions of actions', () => {
    expect(actionFunctions.length).toBeGreaterThan(0);
    for (const { name } of actionFunctions) {
      template.resourcePropertiesCountIs(
        'AWS::CloudWatch::Alarm',
        { AlarmName: `firebreak-prod-${name}-failing` },
        0,
      );
    }
  });

  it('all go to one topic, when they begin and when they end', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
      OKActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
    });
  });

  it('begin with the prefix that keeps them out of the queue of alerts', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmName: Match.stringLikeRegexp('^firebreak-prod-'),
    });
  });

  it('take silence of the sweep as a failure', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'firebreak-prod-sweep-silent',
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('watch dead letters, undelivered events, waiting alerts, failed workflows and the API', () => {
    for (const name of [
      'dead-letters',
      'events-undelivered',
      'alerts-waiting',
      'workflow-failing',
      'api-failing',
    ]) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: `firebreak-prod-${name}` });
    }
  });

  it('count an execution that failed although none timed out or was aborted', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'firebreak-prod-workflow-failing',
      Metrics: Match.arrayWith([Match.objectLike({ Expression: 'SUM([failed, timedOut, aborted])' })]),
    });
  });

  it('are mailed to the configured person', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'oncall@example.com',
    });
  });

  it('may be published by CloudWatch of this account only', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      }),
    });
    expect(Object.keys(template.findResources('AWS::SNS::Topic'))).toHaveLength(1);
  });
});
