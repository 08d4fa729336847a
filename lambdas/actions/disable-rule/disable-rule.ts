import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { readRule, switchRule } from '../../resources/aws/event-rules.ts';
import { type EventBridgeRuleId, eventBridgeRule } from '../../resources/eventbridge-rule.ts';
import { nameParam } from '../params/name-param.ts';
import { saturationFalls } from '../promises/expectations.ts';
import { executionOf, type MoveTexts, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';

const paramsSchema = z.object({ bus: nameParam, rule: nameParam });
type State = { readonly state: string };
const postStateSchema = z.object({ state: z.string() });
const [on, off] = ['ENABLED', 'DISABLED'];

/** Switches off a rule of EventBridge that starts something by schedule. */
export const disableRule: ReversibleAction<EventBridgeRuleId, State, EventBridgeRuleId> = {
  kind: 'disable-rule',
  title: 'Disable a scheduled EventBridge rule',
  target: eventBridgeRule,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: paramsSchema,
  plan: ({ target: { id }, change }) =>
    change === null
      ? { ok: true, params: id }
      : { ok: false, reason: `disabling ${id.rule} does not revert a change` },
  summary: (params) =>
    `Disable the ${eventBridgeRule.describe(params)}, so that it starts nothing by its schedule`,
  undoSummary: (params) => `Enable the ${eventBridgeRule.describe(params)} again`,
  howToRestore: ({ rule }) =>
    `Fix what ${rule} starts or how often, enable the rule, and catch up on the runs that were left out`,
  backport: ({ rule }) =>
    `Disable ${rule}, or correct its schedule, where it is defined in code: the next deployment enables it again otherwise`,
  // What it has started before still ends by itself.
  expects: saturationFalls({ withinSeconds: 900, settleSeconds: 120 }),
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  echoes: [{ metric: 'traffic', goes: 'down', because: 'what the rule starts does not run' }],
  expiresAfterSeconds: 21_600,

  iam: (targets) =>
    allow(
      ['events:DescribeRule', 'events:DisableRule', 'events:EnableRule'],
      targets.map(({ id }) => eventBridgeRule.arns(id).rule),
    ),

  async preflight({ aws }, params) {
    const refuse = (reason: string) => ({ ok: false, reason }) as const;
    const name = eventBridgeRule.describe(params);
    const found = await readRule(aws, params);
    if (found === null) return refuse(`There is no ${name}`);
    if (found.managedBy !== null) return refuse(`The ${name} is managed by ${found.managedBy}`);
    if (found.state === off) return refuse(`The ${name} is disabled already`);
    if (found.schedule === null) {
      return refuse(
        `The ${name} is started by events, and those that come while it is disabled would be lost`,
      );
    }
    if (found.state !== on) return refuse(`The ${name} is ${found.state}, which enabling would not restore`);
    return { ok: true, preState: { state: found.state } };
  },

  async execute({ aws }, params, { state }) {
    const move = await moveSetting(ruleState(aws, params), state, off);
    return executionOf(move, textsOf(params, 'disabled'), { state: off });
  },

  async undo({ aws }, params, { state }, postState) {
    if (!postStateSchema.safeParse(postState).success) {
      return unrecorded(`the ${eventBridgeRule.describe(params)}`);
    }
    const move = await moveSetting(ruleState(aws, params), off, state);
    return undoingOf(move, textsOf(params, 'enabled again'));
  },
};

function ruleState(aws: AwsClients, params: EventBridgeRuleId): Setting<string> {
  return {
    read: async () => (await readRule(aws, params))?.state ?? null,
    write: (to) => switchRule(aws, params, to === off ? 'off' : 'on'),
    same: (a, b) => a === b,
  };
}

function textsOf(params: EventBridgeRuleId, what: string): MoveTexts<string> {
  const name = `the ${eventBridgeRule.describe(params)}`;
  return {
    name,
    done: `The ${eventBridgeRule.describe(params)} is ${what}`,
    asked: `${name} is ${what}`,
    found: (state) => `which is ${state.toLowerCase()}`,
  };
}
