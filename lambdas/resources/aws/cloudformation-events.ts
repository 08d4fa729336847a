import { faultOf } from '../../adapters/aws/clients/aws-fault.ts';
import { childText, elementsAt, parseXml, type XmlElement } from '../../adapters/aws/clients/xml.ts';
import { ConfigurationError, DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';

/** One line of a stack's history. */
export interface StackEvent {
  readonly id: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** It is about the stack as a whole, and so begins or ends an operation. */
  readonly isStack: boolean;
  readonly status: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** A page has 100 events or less; a large update has several events for each of 500 resources. */
const mostPages = 40;

/**
 * Events of a stack, newest first, as far back as `since` (and the rest of that page). The service speaks the Query
 * protocol: XML. Throws ConfigurationError when there is no such stack or it may not be read, DependencyUnavailableError
 * when there are too many events.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export async function readStackEvents(
  aws: AwsCaller,
  stack: string,
  since: Date,
): Promise<readonly StackEvent[]> {
  const events: StackEvent[] = [];
  let nextToken: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const response: Page = await readPage(aws, stack, nextToken);
    events.push(...response.events);
    nextToken = response.nextToken;
    if (nextToken === null || (events.at(-1)?.at ?? '') < since.toISOString()) return events;
  }
  throw new DependencyUnavailableError(
    `The stack ${stack} has more than ${events.length} events since ${since.toISOString()}`,
  );
}

interface Page {
  readonly events: readonly StackEvent[];
  readonly nextToken: string | null;
}

async function readPage(aws: AwsCaller, stack: string, nextToken: string | null): Promise<Page> {
  const response = await aws.call({
    service: 'cloudformation',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({
      Action: 'DescribeStackEvents',
      Version: '2010-05-15',
      StackName: stack,
      ...(nextToken === null ? {} : { NextToken: nextToken }),
    }).toString(),
    repeatable: true,
  });
  if (response.status !== 200) {
    const fault = faultOf(response) ?? `HTTP ${response.status}`;
    throw new ConfigurationError(`DescribeStackEvents was refused for the stack ${stack}: ${fault}`);
  }
  const [result] = elementsAt(parseXml(response.body), 'DescribeStackEventsResult');
  if (result === undefined)
    throw new DependencyUnavailableError('CloudFormation gave an answer without a result');
  return {
    events: elementsAt(result, 'StackEvents', 'member').flatMap(toEvent),
    nextToken: childText(result, 'NextToken'),
  };
}

function toEvent(member: XmlElement): StackEvent[] {
  const [id, stackId, logicalId, status, time] = [
    'EventId',
    'StackId',
    'LogicalResourceId',
    'ResourceStatus',
    'Timestamp',
  ].map((name) => childText(member, name));
  // Events of hooks have no status of a resource.
  if (id == null || stackId == null || logicalId == null || status == null || time == null) return [];
  const isStack = childText(member, 'PhysicalResourceId') === stackId;
  return [{ id, stackId, logicalId, isStack, status, at: new Date(time).toISOString() }];
}
