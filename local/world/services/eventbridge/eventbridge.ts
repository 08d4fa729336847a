import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { awsJson, jsonOperation } from '../../protocol/aws-json.ts';
import type { AwsService, ServiceContext } from '../../protocol/aws-service.ts';
import { spansIn } from '../../signals/account-view.ts';
import { type EventBridgeState, findRule, type Rule, seedEventBridge, setRule } from './eventbridge-state.ts';

type Context = ServiceContext<EventBridgeState>;

const ruleSchema = z.object({ Name: z.string(), EventBusName: z.string().default('default') });

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
const describeRule = jsonOperation(ruleSchema, (input, { state }: Context) => {
  const rule = ruleOf(state, input);
  const { bus, name, schedule, state: State, managedBy } = rule;
  return {
    Name: name,
    Arn: localArn('events', bus === 'default' ? `rule/${name}` : `rule/${bus}/${name}`),
    EventBusName: bus,
    State,
    ...(schedule === null ? { EventPattern: '{"source":["shop"]}' } : { ScheduleExpression: schedule }),
    ...(managedBy === null ? {} : { ManagedBy: managedBy }),
  };
});

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html */
function switching(to: 'ENABLED' | 'DISABLED') {
  return jsonOperation(ruleSchema, (input, context: Context) => {
    const rule = ruleOf(context.state, input);
    if (rule.managedBy !== null) throw new AwsFault('ManagedRuleException', `${rule.name} is managed.`);
    setRule(rule, { state: to }, context.nowMs);
    context.save();
    return {};
  });
}

function ruleOf(state: EventBridgeState, { Name, EventBusName }: z.output<typeof ruleSchema>): Rule {
  const found = findRule(state, EventBusName, Name);
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', `Rule ${Name} does not exist on EventBus ${EventBusName}.`);
}

/** Rules. One whose schedule somebody changed has its effect until it is disabled. */
export const eventBridge: AwsService<EventBridgeState> = {
  signingName: 'events',
  endpointSuffix: 'EVENTBRIDGE',
  seed: seedEventBridge,
  protocol: awsJson(
    { target: 'AWSEvents', version: '1.1', invalid: 'ValidationException' },
    { DescribeRule: describeRule, DisableRule: switching('DISABLED'), EnableRule: switching('ENABLED') },
  ),
  story: {
    play({ schedule }, { state, nowMs }) {
      if (schedule === undefined) return null;
      const rule = state.rules.find(({ name }) => name === schedule.rule);
      if (rule === undefined) throw new Error(`The story has an unknown rule: ${schedule.rule}`);
      setRule(rule, { schedule: schedule.expression }, nowMs);
      return `The rule ${rule.name} now runs at ${schedule.expression}.`;
    },
    spansOf({ schedule }, { rules }) {
      if (schedule === undefined) return null;
      const history = rules.find(({ name }) => name === schedule.rule)?.history ?? [];
      return spansIn(history, (each) => (each.schedule === schedule.expression ? 1 : 0));
    },
  },
};
