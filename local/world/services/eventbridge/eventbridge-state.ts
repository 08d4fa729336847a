import type { Scenario } from '../../scenario/scenario.ts';

export interface Rule {
  readonly bus: string;
  readonly name: string;
  /** Null: events start it. */
  schedule: string | null;
  state: string;
  /** The AWS service that made it. */
  managedBy: string | null;
  /** Schedules and since when, oldest first; null while it is disabled. */
  readonly history: { readonly schedule: string | null; readonly at: string }[];
}

export interface EventBridgeState {
  readonly rules: Rule[];
}

export function seedEventBridge({ rules }: Scenario, startedAtMs: number): EventBridgeState {
  return {
    rules: rules.map(({ bus, name, schedule }) => ({
      bus,
      name,
      schedule,
      state: 'ENABLED',
      managedBy: null,
      history: [{ schedule, at: new Date(startedAtMs - 86_400_000).toISOString() }],
    })),
  };
}

export function findRule({ rules }: EventBridgeState, bus: string, name: string): Rule | undefined {
  return rules.find((rule) => rule.bus === bus && rule.name === name);
}

export function setRule(rule: Rule, change: Partial<Pick<Rule, 'schedule' | 'state'>>, atMs: number): void {
  Object.assign(rule, change);
  const schedule = rule.state === 'DISABLED' ? null : rule.schedule;
  rule.history.push({ schedule, at: new Date(atMs).toISOString() });
}
