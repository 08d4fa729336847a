import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { exampleFunctions, synthesize } from '../../support/builders/synthesize.ts';
import { statementsOfRole } from '../../support/roles/statements-of-role.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

describe('functions', () => {
  let template: Template;
  beforeAll(() => {
    template = synthesize().stateless;
  });

  const functions = () => Object.values(template.findResources('AWS::Lambda::Function'));
  const named = (name: string) =>
    functions().find(({ Properties }) => Properties.FunctionName === `firebreak-prod-${name}`)?.[
      'Properties'
    ];
  const roleOf = (name: string): string => named(name).Role['Fn::GetAtt'][0];
  const statementsOf = (name: string, of = template) =>
    statementsOfRole(of.toJSON()['Resources'], roleOf(name)) as readonly Statement[];
  const actionsOf = (name: string) => statementsOf(name).flatMap(({ Action }) => Action);

  it('are those of the list and no others', () => {
    expect(new Set(functions().map(({ Properties }) => Properties.FunctionName))).toEqual(
      new Set(exampleFunctions.map(({ name }) => `firebreak-prod-${name}`)),
    );
  });

  it('each keep a share of the concurrency, so that a flood of deliveries starves no workflow', () => {
    const shares = functions().map(({ Properties }) => Number(Properties.ReservedConcurrentExecutions));
    expect(shares.every((share) => share >= 1)).toBe(true);
    // An account has 1,000 to begin with, of which 100 must be left.
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(600);
  });

  it('keep none where the quota of the account is too small', () => {
    const { stateless } = synthesize({ context: { reserveConcurrency: 'false' } });
    for (const { Properties } of Object.values(stateless.findResources('AWS::Lambda::Function')))
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
  });

  it('run on Node.js 24 on arm64 with tracing, their own log group and their impact as description', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: Match.anyValue() },
      Description: Match.stringLikeRegexp('.{20,}'),
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  it('each have a role of their own', () => {
    const roles = functions().map(({ Properties }) => Properties.Role['Fn::GetAtt'][0]);
    expect(new Set(roles).size).toBe(roles.length);
  });

  it('hold in the role itself what it may do: a policy beside it would be one resource more of 500', () => {
    const roles = new Set(functions().map(({ Properties }) => Properties.Role['Fn::GetAtt'][0]));
    const beside = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
      Properties.Roles.some(({ Ref }: { Ref: string }) => roles.has(Ref)),
    );
    expect(beside).toEqual([]);
  });

  it('use no managed policy and no wildcard action', () => {
    const roles = functions().map(({ Properties }) => Properties.Role['Fn::GetAtt'][0]);
    const managed = roles.flatMap(
      (id) => template.findResources('AWS::IAM::Role')[id]?.['Properties'].ManagedPolicyArns ?? [],
    );
    expect(managed).toEqual([]);
    const actions = exampleFunctions.flatMap(({ name }) => actionsOf(name));
    expect(actions.length).toBeGreaterThan(100);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('reach every resource only where AWS knows no part: traces, metrics, own queries, suppressed addresses', () => {
    const everywhere = exampleFunctions.flatMap(({ name }) =>
      statementsOf(name)
        .filter(({ Resource }) => Resource === '*')
        .flatMap(({ Action }) => Action),
    );
    expect([...new Set(everywhere)].toSorted()).toEqual([
      'cloudwatch:GetMetricData',
      'logs:GetQueryResults',
      'logs:StopQuery',
      'ses:GetSuppressedDestination',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('of an action may change its targets, and no other function may', () => {
    const allowed = exampleFunctions.filter(({ name }) => actionsOf(name).includes('lambda:UpdateAlias'));
    expect(allowed.map(({ name }) => name)).toEqual(['action-restart-kettle']);
    expect(statementsOf('action-restart-kettle')).toContainEqual(
      expect.objectContaining({
        Action: 'lambda:UpdateAlias',
        Resource: {
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':lambda:',
              { Ref: 'AWS::Region' },
              ':',
              { Ref: 'AWS::AccountId' },
              ':function:kettle',
            ],
          ],
        },
      }),
    );
  });

  it('of the ingest endpoint hold only what one queue message needs, and one that is too large for the queue', () => {
    const granted = actionsOf('receive-alert').filter((action) => !/^(logs|xray):/.test(action));
    expect(granted.toSorted()).toEqual(['s3:PutObject', 'secretsmanager:GetSecretValue', 'sqs:SendMessage']);
    expect(Object.keys(named('receive-alert').Environment.Variables).toSorted()).toEqual([
      'ALERTS_QUEUE_URL',
      'FIREBREAK_STAGE',
      'LEDGER_BUCKET',
      'SOURCES_SECRET',
    ]);
  });

  it('reach large deliveries under their prefix only, one to write and one to read', () => {
    const under = (name: string, action: string) =>
      statementsOf(name)
        .filter(({ Action }) => Action === action)
        .map(({ Resource }) => JSON.stringify(Resource))
        .filter((resource) => !resource.endsWith('"/*"]]}'));
    for (const resources of [
      under('receive-alert', 's3:PutObject'),
      under('correlate-alerts', 's3:GetObject'),
    ]) {
      expect(resources).toEqual([expect.stringMatching(/"\/large-deliveries\/\*"\]\]\}$/)]);
    }
    const [list] = statementsOf('correlate-alerts').filter(({ Action }) => Action === 's3:ListBucket');
    expect(JSON.stringify(list?.Resource)).toMatch(/Ledger/);
  });

  it('that Slack may call reads the secret of senders, and nothing else', () => {
    const granted = statementsOf('receive-slack').filter(
      ({ Action }) => !/(logs|xray):/.test(String(Action)),
    );
    expect(granted.map(({ Action }) => Action)).toEqual(['secretsmanager:GetSecretValue']);
    expect(JSON.stringify(granted.map(({ Resource }) => Resource))).toMatch(/Sources/);
  });

  it('of the ingest endpoint for changes hold no more than writing what is reported', () => {
    const granted = actionsOf('receive-change').filter((action) => !/^(logs|xray):/.test(action));
    expect(granted.toSorted()).toEqual(['dynamodb:PutItem', 'secretsmanager:GetSecretValue']);
    const [writing] = statementsOf('receive-change').filter(({ Action }) => Action === 'dynamodb:PutItem');
    expect(writing).toMatchObject({
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CHG#*'] } },
    });
  });

  it('that cannot change incidents cannot write the table', () => {
    const granted = new Set(actionsOf('show-console').filter((action) => action.startsWith('dynamodb:')));
    expect(granted).toEqual(new Set(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query']));
  });

  it('reach approvals only by a statement of their own, and delete nothing but open locks', () => {
    const onTable = exampleFunctions.flatMap(({ name }) =>
      statementsOf(name)
        .filter(({ Action }) => JSON.stringify(Action).includes('dynamodb:'))
        .map((statement) => ({ name, ...statement })),
    );
    const keysOf = ({ Condition }: Statement) => JSON.stringify(Condition);
    // An index holds incidents alone.
    const ofIndexes = ({ Resource }: Statement) =>
      [Resource].flat().every((each) => /"\/index\/by\w+"/.test(JSON.stringify(each)));
    expect(onTable.filter((each) => each.Condition === undefined && !ofIndexes(each))).toEqual([]);
    const deleting = onTable.filter(({ Action }) => JSON.stringify(Action).includes('DeleteItem'));
    expect(deleting.map(keysOf)).toEqual(
      deleting.map(() =>
        JSON.stringify({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['OPEN#*'] } }),
      ),
    );
    const approving = onTable.filter((each) =>
      keysOf(each)?.includes(':StringLike":{"dynamodb:LeadingKeys":["APR#*"]'),
    );
    const writers = approving.filter(({ Action }) => JSON.stringify(Action).includes('PutItem'));
    expect(new Set(writers.map(({ name }) => name))).toEqual(
      new Set(['decide-approval', 'request-approval', 'run-command', 'sweep']),
    );
  });

  it('get names of secrets, never their values', () => {
    const text = JSON.stringify(functions().map(({ Properties }) => Properties.Environment));
    expect(text).not.toContain('resolve:secretsmanager');
    expect(text).toContain('SOURCES_SECRET');
  });

  it('that send mail may do so only from the configured address', () => {
    const { stateless } = synthesize({ context: { mailFrom: 'fire@example.org' } });
    expect(statementsOf('hand-over', stateless)).toContainEqual(
      expect.objectContaining({
        Action: 'ses:SendEmail',
        Condition: { StringEquals: { 'ses:FromAddress': 'fire@example.org' } },
      }),
    );
  });

  it('that send mail may do so through a configuration set that the sender has by default', () => {
    const [sending] = statementsOf('hand-over').filter(({ Action }) => Action === 'ses:SendEmail');
    const resources = JSON.stringify(sending?.Resource);
    expect(resources).toContain(':identity/*');
    expect(resources).toContain(':configuration-set/*');
  });

  it('take alerts from the queue in batches and report which of them failed', () => {
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });
});
