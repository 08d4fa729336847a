import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
const schema = z.strictObject({
  bus: namedField(/^[A-Za-z0-9._-]{1,256}$/, 'must be the name of an event bus, such as "default"'),
  rule: namedField(/^[A-Za-z0-9._-]{1,64}$/, 'must be the name of a rule, not its ARN'),
});
export type EventBridgeRuleId = z.infer<typeof schema>;

const defaultBus = 'default';

/** A rule of an EventBridge event bus. */
export const eventBridgeRule: ResourceKind<EventBridgeRuleId, 'rule'> = {
  kind: 'eventbridge-rule',
  title: 'EventBridge rule',
  schema,
  name: ({ rule }) => rule,
  key: ({ bus, rule }) => `eventbridge-rule:${bus}:${rule}`,
  // Rules of the default bus have no bus in their ARN.
  arns: ({ bus, rule }) => ({
    rule: `arn:{partition}:events:{region}:{account}:rule/${bus === defaultBus ? '' : `${bus}/`}${rule}`,
  }),
  consoleUrl: ({ bus, rule }, region) =>
    consolePage(
      region,
      '/events/home',
      `#/eventbus/${encodeURIComponent(bus)}/rules/${encodeURIComponent(rule)}`,
    ),
  describe: ({ bus, rule }) => `EventBridge rule ${bus === defaultBus ? '' : `${bus}/`}${rule}`,
};
