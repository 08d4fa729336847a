import { describe, expect, it } from '@jest/globals';
import {
  awsCommandLine,
  isChanging,
} from '../../../../lambdas/domain/response/command-log/aws-command-line.ts';

const line = (serviceId: string, operation: string, input: Record<string, unknown>) =>
  awsCommandLine({ serviceId, operation, input, region: 'eu-west-1' });

describe('a call as a command line', () => {
  it('has the options of the API in the words of the CLI', () => {
    expect(
      line('Lambda', 'UpdateAlias', {
        FunctionName: 'checkout',
        Name: 'live',
        FunctionVersion: '56',
        RoutingConfig: { AdditionalVersionWeights: {} },
        RevisionId: '3f2b1c5e-9a7d-4c1e-8f11-0a1b2c3d4e5f',
      }),
    ).toBe(
      `aws lambda update-alias --function-name checkout --name live --function-version 56 --routing-config '{"AdditionalVersionWeights":{}}' --revision-id 3f2b1c5e-9a7d-4c1e-8f11-0a1b2c3d4e5f --region eu-west-1`,
    );
  });

  it.each([
    [
      'Application Auto Scaling',
      'RegisterScalableTarget',
      'aws application-autoscaling register-scalable-target ',
    ],
    ['SFN', 'RedriveExecution', 'aws stepfunctions redrive-execution '],
    ['CodeDeploy', 'StopDeployment', 'aws deploy stop-deployment '],
    ['EventBridge', 'DisableRule', 'aws events disable-rule '],
    ['RDS', 'FailoverDBCluster', 'aws rds failover-db-cluster '],
  ])('names %s %s as the CLI does', (service, operation, expected) => {
    expect(line(service, operation, {})).toMatch(new RegExp(`^${expected}`));
  });

  it('writes lists as words, switches as flags and quotes what a shell would read', () => {
    expect(
      line('RDS', 'ModifyDBCluster', {
        DBClusterIdentifier: 'orders',
        Zones: ['a', 'b c'],
        ApplyImmediately: true,
        DeletionProtection: false,
        Comment: "it's $HOME",
        Left: undefined,
      }),
    ).toBe(
      `aws rds modify-db-cluster --db-cluster-identifier orders --zones a 'b c' --apply-immediately --no-deletion-protection --comment 'it'\\''s $HOME' --region eu-west-1`,
    );
  });

  it('shows bytes as the text that they are', () => {
    const content = new TextEncoder().encode('{"flags":{}}');
    expect(line('AppConfig', 'CreateHostedConfigurationVersion', { Content: content })).toBe(
      `aws appconfig create-hosted-configuration-version --content '{"flags":{}}' --cli-binary-format raw-in-base64-out --region eu-west-1 /dev/stdout`,
    );
  });

  it('masks secrets by their names and forms, wherever they stand, and not what names one', () => {
    const text = line('Secrets Manager', 'PutSecretValue', {
      SecretId: 'db/main',
      SecretString: 'hunter2hunter2',
      ClientRequestToken: 'abc-1',
      Nested: { MasterUserPassword: 'open sesame', size: 3 },
      Note: 'key AKIAIOSFODNN7EXAMPLE',
    });
    expect(text).not.toMatch(/hunter2|sesame|AKIAIOSFODNN7EXAMPLE/);
    expect(text).toMatch(/--secret-id db\/main .*--client-request-token abc-1 .*"size":3/);
  });

  it('is cut where it would be very long', () => {
    expect(line('SQS', 'SendMessage', { MessageBody: 'long word '.repeat(500) }).length).toBeLessThan(1100);
  });

  it('tells what reads from what may change something', () => {
    const changing = [
      'UpdateAlias',
      'DescribeServices',
      'GetAlias',
      'ListQueues',
      'Invoke',
      'DisableRule',
    ].filter((operation) => isChanging({ operation }));
    expect(changing).toEqual(['UpdateAlias', 'Invoke', 'DisableRule']);
  });
});
