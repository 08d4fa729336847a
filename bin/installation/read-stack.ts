import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { type AwsClients, awsFaultOf } from '../../lambdas/ports/aws-clients.ts';
import { CommandError } from '../cli/command-error.ts';

/** A deployed stack: what its resources are really called, by their logical ids. */
export interface DeployedStack {
  readonly name: string;
  readonly resources: ReadonlyMap<string, string>;
  /** Null when it has no such output. */
  output(key: string): Promise<string | null>;
  /** Its output `Url`. */
  url(): Promise<string>;
}

export async function readStack(aws: AwsClients, name: string): Promise<DeployedStack> {
  const client = aws.get(CloudFormationClient);
  const { StackResources = [] } = await inWords(
    name,
    client.send(new DescribeStackResourcesCommand({ StackName: name })),
  );
  const resources = new Map(
    StackResources.flatMap(({ LogicalResourceId: logical, PhysicalResourceId: physical }) =>
      logical === undefined || physical === undefined ? [] : [[logical, physical] as const],
    ),
  );
  const output = async (key: string) => {
    const { Stacks = [] } = await inWords(name, client.send(new DescribeStacksCommand({ StackName: name })));
    const outputs = Stacks.flatMap(({ Outputs = [] }) => Outputs);
    return outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? null;
  };
  return {
    name,
    resources,
    output,
    async url() {
      const value = await output('Url');
      if (value?.startsWith('https://') === true) return value.replace(/\/+$/, '');
      throw new CommandError(`The stack ${name} has no output Url`, { next: 'Give the address with --url.' });
    },
  };
}

/** Logical ids keep their construct's path and end in a hash of it (lib/stacks/stateful-stack.ts). */
export const logicalIds = {
  ledger: /^LedgerBucket[0-9A-F]{8}$/,
  alerts: /^AlertsQueue[0-9A-F]{8}$/,
  eventRule: /^AlertsAlarmStateChanged[0-9A-F]{8}$/,
} as const;

export function ledgerBucketOf(stack: DeployedStack): string {
  return resourceOf(stack, logicalIds.ledger);
}

/** CloudFormation's physical id of a queue is its URL. */
export function alertsQueueOf(stack: DeployedStack): string {
  return resourceOf(stack, logicalIds.alerts);
}

/** The rule by which CloudWatch alarms come. */
export function eventRuleOf(stack: DeployedStack): string {
  return resourceOf(stack, logicalIds.eventRule);
}

function resourceOf({ name, resources }: DeployedStack, id: RegExp): string {
  for (const [logical, physical] of resources) if (id.test(logical)) return physical;
  throw new CommandError(`The stack ${name} has no resource ${id.source}`, {
    next: 'Is this checkout the one that was deployed?',
  });
}

async function inWords<Output>(stack: string, sent: Promise<Output>): Promise<Output> {
  try {
    return await sent;
  } catch (cause) {
    const fault = awsFaultOf(cause);
    if (fault === null) throw cause;
    // Of a name alone nothing else can be wrong.
    const missing = fault === 'ValidationError';
    throw new CommandError(
      missing ? `There is no stack ${stack} in this Region` : `CloudFormation refused: ${fault}`,
      {
        next: missing
          ? 'Check --stage, AWS_REGION and the account of your credentials.'
          : 'Your AWS identity needs cloudformation:DescribeStacks and DescribeStackResources.',
        cause,
      },
    );
  }
}
