import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import type { EventBridgeRuleId } from '../eventbridge-rule.ts';

export interface EventRule {
  /** `ENABLED`, `DISABLED`, or `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`. */
  readonly state: string;
  /** Such as `rate(5 minutes)`; null: events start it. */
  readonly schedule: string | null;
  /** The AWS service that made it; null: somebody of the account's. */
  readonly managedBy: string | null;
}

/** Null when there is no such rule or bus. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export async function readRule(aws: AwsClients, { bus, rule }: EventBridgeRuleId): Promise<EventRule | null> {
  const command = new DescribeRuleCommand({ Name: rule, EventBusName: bus });
  const found = await orOnFault(
    aws.get(EventBridgeClient).send(command),
    ['ResourceNotFoundException'],
    null,
  );
  if (found === null) return null;
  const { State: state = 'unknown', ScheduleExpression, EventPattern, ManagedBy } = found;
  return {
    state,
    // A rule may have both: then events start it, too.
    schedule: EventPattern === undefined ? (ScheduleExpression ?? null) : null,
    managedBy: ManagedBy ?? null,
  };
}

/**
 * Switches a rule on or off; `conflict` when somebody else changes it at this moment.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
 */
export async function switchRule(
  aws: AwsClients,
  { bus, rule }: EventBridgeRuleId,
  to: 'on' | 'off',
): Promise<'written' | 'conflict'> {
  const name = { Name: rule, EventBusName: bus };
  const client = aws.get(EventBridgeClient, 'once');
  const sent: Promise<unknown> =
    to === 'on' ? client.send(new EnableRuleCommand(name)) : client.send(new DisableRuleCommand(name));
  const switched = await orOnFault(sent, ['ConcurrentModificationException'], 'conflict');
  return switched === 'conflict' ? switched : 'written';
}
