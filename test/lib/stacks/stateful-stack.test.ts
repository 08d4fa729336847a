import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { logicalIds } from '../../../bin/installation/read-stack.ts';
import { incidentTable } from '../../../lambdas/adapters/aws/dynamodb/table-schema.ts';
import { longestMessageBytes } from '../../../lambdas/ports/alert-queue.ts';
import { synthesize } from '../../support/builders/synthesize.ts';

describe('the stateful stack', () => {
  let template: Template;
  beforeAll(() => {
    template = synthesize().state;
  });

  it('keeps the table through every deployment and can restore it to any second', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: incidentTable.timeToLiveAttribute, Enabled: true },
      }),
    });
  });

  it('gives the table the keys and indexes that the stores use', () => {
    const [table] = Object.values(template.findResources('AWS::DynamoDB::Table'));
    expect(table?.['Properties'].KeySchema).toEqual([
      { AttributeName: incidentTable.partitionKey, KeyType: 'HASH' },
      { AttributeName: incidentTable.sortKey, KeyType: 'RANGE' },
    ]);
    const indexNames = table?.['Properties'].GlobalSecondaryIndexes.map(
      ({ IndexName }: { IndexName: string }) => IndexName,
    );
    expect(indexNames).toEqual(Object.values(incidentTable.indexes).map(({ indexName }) => indexName));
  });

  it('calls ledger and queue by the logical ids by which the command line finds them', () => {
    const named = (type: string, id: RegExp) =>
      Object.keys(template.findResources(type)).filter((name) => id.test(name));
    expect(named('AWS::S3::Bucket', logicalIds.ledger)).toHaveLength(1);
    expect(named('AWS::SQS::Queue', logicalIds.alerts)).toHaveLength(1);
    expect(named('AWS::Events::Rule', logicalIds.eventRule)).toHaveLength(1);
  });

  it('keeps both buckets private, encrypted and retained', () => {
    template.resourceCountIs('AWS::S3::Bucket', 2);
    template.allResources('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    });
  });

  it('refuses plain HTTP to both buckets', () => {
    template.allResourcesProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      }),
    });
  });

  it('forgets the ledger after the configured days and postmortems never', () => {
    const { state } = synthesize({ context: { ledgerRetentionDays: 30 } });
    const expirations = Object.values(state.findResources('AWS::S3::Bucket')).map(
      (bucket) => bucket['Properties'].LifecycleConfiguration.Rules[0].ExpirationInDays,
    );
    expect(expirations).toEqual([30, undefined]);
  });

  it('forgets large deliveries a day after their message would be gone from every queue', () => {
    const queues = Object.values(template.findResources('AWS::SQS::Queue'));
    const longestWaitDays = Math.max(
      ...queues.map((queue) => queue['Properties'].MessageRetentionPeriod / 86_400),
    );
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ Prefix: 'large-deliveries/', ExpirationInDays: longestWaitDays + 1 }),
        ]),
      },
    });
  });

  it('sets a delivery aside after five tries and keeps it for 14 days', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 14 * 24 * 3600,
      SqsManagedSseEnabled: true,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }),
    });
  });

  it('takes messages as large as receive-alert sends them', () => {
    template.allResourcesProperties('AWS::SQS::Queue', { MaximumMessageSize: longestMessageBytes });
  });

  it('hides a message for six times as long as its consumer may run', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 360,
      RedrivePolicy: Match.anyValue(),
    });
  });

  it('puts CloudWatch alarms into the queue, but not those that watch a Firebreak of whatever stage', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        detail: { alarmName: [{ 'anything-but': { prefix: 'firebreak-' } }] },
      },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlertsQueue'), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlertsUndelivered'), 'Arn'] } },
        }),
      ],
    });
  });

  it('keeps events that never arrived apart from messages that could not be processed', () => {
    const redriven = Object.values(template.findResources('AWS::SQS::Queue')).flatMap(
      ({ Properties }) => Properties.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0] ?? [],
    );
    expect(redriven).toEqual([expect.stringMatching(/^AlertsDeadLetters/)]);
  });

  it('makes its keys itself and lets the user fill in the credentials of sources', () => {
    const secrets = Object.values(template.findResources('AWS::SecretsManager::Secret'));
    expect(secrets.map(({ Properties }) => Properties.GenerateSecretString?.PasswordLength ?? null)).toEqual([
      64,
      64,
      64,
      null,
      // Of signing in: the key of sessions, and the client secret.
      64,
      null,
    ]);
    expect(secrets.map(({ Properties }) => Properties.SecretString ?? null)).toEqual([
      null,
      null,
      null,
      '{}',
      null,
      '{}',
    ]);
  });

  it('keeps both secrets, unless the deployment that made them failed: their names would block the next', () => {
    template.allResources('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });
});
