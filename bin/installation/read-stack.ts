import { faultOf } from '../../lambdas/adapters/aws/clients/aws-fault.ts';
import type { AwsCaller } from '../../lambdas/ports/aws-caller.ts';
import { CommandError } from '../cli/command-error.ts';

/** A deployed stack: what its resources are really called, by their logical ids. */
export interface DeployedStack {
  readonly name: string;
  readonly resources: ReadonlyMap<string, string>;
  /** Its output `Url`. */
  url(): Promise<string>;
}

/** CloudFormation's Query API answers in XML; names and ids need no decoding. */
export async function readStack(aws: AwsCaller, name: string): Promise<DeployedStack> {
  const text = await query(aws, 'DescribeStackResources', name);
  const members = text.split('</member>');
  const resources = new Map(
    members.flatMap((member) => {
      const logical = /<LogicalResourceId>([^<]+)</.exec(member)?.[1];
      const physical = /<PhysicalResourceId>([^<]+)</.exec(member)?.[1];
      return logical === undefined || physical === undefined ? [] : [[logical, physical] as const];
    }),
  );
  return {
    name,
    resources,
    async url() {
      const outputs = (await query(aws, 'DescribeStacks', name)).split('</member>');
      const output = outputs.find((member) => member.includes('<OutputKey>Url</OutputKey>')) ?? '';
      const value = /<OutputValue>(https:\/\/[^<\s]+)<\/OutputValue>/.exec(output)?.[1];
      if (value !== undefined) return value.replace(/\/+$/, '');
      throw new CommandError(`The stack ${name} tells no Url`, { next: 'Give the address with --url.' });
    },
  };
}

/** Logical ids keep their construct's path and end in a hash of it (lib/stacks/stateful-stack.ts). */
export const logicalIds = {
  ledger: /^LedgerBucket[0-9A-F]{8}$/,
  alerts: /^AlertsQueue[0-9A-F]{8}$/,
} as const;

export function ledgerBucketOf(stack: DeployedStack): string {
  return resourceOf(stack, logicalIds.ledger);
}

/** CloudFormation's physical id of a queue is its URL. */
export function alertsQueueOf(stack: DeployedStack): string {
  return resourceOf(stack, logicalIds.alerts);
}

function resourceOf({ name, resources }: DeployedStack, id: RegExp): string {
  for (const [logical, physical] of resources) if (id.test(logical)) return physical;
  throw new CommandError(`The stack ${name} has no resource ${id.source}`, {
    next: 'Is this checkout the one that was deployed?',
  });
}

async function query(aws: AwsCaller, action: string, stack: string): Promise<string> {
  const response = await aws.call({
    service: 'cloudformation',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action: action, Version: '2010-05-15', StackName: stack }).toString(),
    repeatable: true,
  });
  if (response.status === 200) return response.body;
  const missing = response.status === 400 && response.body.includes('does not exist');
  throw new CommandError(
    missing
      ? `There is no stack ${stack} in this Region`
      : `CloudFormation answered ${response.status} ${faultOf(response) ?? ''}`.trim(),
    {
      next: missing
        ? 'Check --stage, AWS_REGION and the account of your credentials.'
        : 'Your AWS identity needs cloudformation:DescribeStacks and DescribeStackResources.',
    },
  );
}
