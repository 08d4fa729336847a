import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bundleHandlers } from '../../lib/bundling/bundle-handlers.ts';
import { listFunctions } from '../../lib/functions/list-functions.ts';
import { synthesize } from '../support/builders/synthesize.ts';
import { statementsOfRole } from '../support/roles/statements-of-role.ts';

/** Permissions whose operation no code of ours names, each with the reason. */
const withoutCall: Readonly<Record<string, string>> = {
  's3:ListBucket': 'without it S3 answers a key that does not exist with 403',
  'iam:PassRole': 'asked for by CreateSchedule, and by UpdateService of ECS',
  'codedeploy:GetDeploymentConfig': 'asked for by CreateDeployment',
  'codedeploy:GetApplicationRevision': 'asked for by CreateDeployment',
  'codedeploy:RegisterApplicationRevision': 'asked for by CreateDeployment',
  'dynamodb:DescribeTable': 'tried by RegisterScalableTarget in the name of its caller',
  'dynamodb:UpdateTable': 'tried by RegisterScalableTarget in the name of its caller',
  'kms:Decrypt': 'asked for by what is encrypted',
  'kms:GenerateDataKey': 'asked for by what is encrypted',
  'sqs:ReceiveMessage': "Lambda's poller",
  'sqs:DeleteMessage': "Lambda's poller",
  'sqs:GetQueueAttributes': "Lambda's poller",
  'sqs:GetQueueUrl': "Lambda's poller",
  'logs:CreateLogStream': "Lambda's own logging",
  'logs:PutLogEvents': "Lambda's own logging",
  'xray:PutTraceSegments': "Lambda's own tracing",
  'xray:PutTelemetryRecords': "Lambda's own tracing",
};

/** Operations that IAM calls otherwise, or that are an HTTP method. */
const operations: Readonly<Record<string, string>> = {
  'lambda:InvokeFunction': 'Invoke',
  'ses:SendEmail': 'SendEmail',
  'sqs:ChangeMessageVisibility': 'ChangeMessageVisibilityBatch',
};

interface Statement {
  readonly Action: string | readonly string[];
}

describe('the role of each function', () => {
  const code = new Map<string, string>();
  const allowed = new Map<string, readonly string[]>();

  beforeAll(async () => {
    const outDir = await mkdtemp(join(tmpdir(), 'firebreak-bundles-'));
    const { policy, bundles } = await bundleHandlers({ outDir });
    for (const { name, directory } of bundles)
      code.set(name, await readFile(join(directory, 'index.js'), 'utf8'));
    const { stateless } = synthesize({ functions: listFunctions(policy) });
    for (const { Properties } of Object.values(stateless.findResources('AWS::Lambda::Function'))) {
      const role: string = Properties.Role['Fn::GetAtt'][0];
      const statements = statementsOfRole(stateless.toJSON()['Resources'], role) as readonly Statement[];
      const name = String(Properties.FunctionName).replace('firebreak-prod-', '');
      allowed.set(name, [...new Set(statements.flatMap(({ Action }) => Action))]);
    }
  }, 120_000);

  it('allows nothing that its code never calls', () => {
    expect(allowed.size).toBeGreaterThan(20);
    const idle = [...allowed].flatMap(([name, actions]) =>
      actions
        .filter((action) => !(action in withoutCall) && !isCalled(code.get(name) ?? '', action))
        .map((action) => `${name} ${action}`),
    );
    expect(idle).toEqual([]);
  });

  it('needs each of the exceptions somewhere', () => {
    const all = new Set([...allowed.values()].flat());
    const unneeded = Object.keys(withoutCall).filter(
      (action) => !action.startsWith('kms:') && !all.has(action),
    );
    expect(unneeded).toEqual([]);
  });
});

/** The SDK's clients and the lean ones name each operation that is used; receive-alert puts its objects by plain HTTP. */
function isCalled(text: string, action: string): boolean {
  const operation = operations[action] ?? action.split(':')[1] ?? '';
  if (action === 's3:PutObject' && /["'`]PUT["'`]/.test(text)) return true;
  return new RegExp(`["'\`.]${operation}["'\`]`).test(text);
}
