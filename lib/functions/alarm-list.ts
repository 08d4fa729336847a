import type { FunctionSpec } from './function-spec.ts';

/** One alarm about Firebreak itself. */
export interface AlarmSpec {
  /** Follows `firebreak-<stage>-` in the alarm's name. */
  readonly name: string;
  /** Section of docs/runbook.md that tells what to do. */
  readonly heading: string;
  /** What users lose while it is on. */
  readonly impact: string;
}

/** Every function has one but those of actions: the workflow records their failures and hands the incident to people. */
export function functionAlarm({ name, handler, actionKind, failureImpact }: FunctionSpec): AlarmSpec | null {
  return actionKind === null ? { name: `${name}-failing`, heading: handler, impact: failureImpact } : null;
}

/** Alarms about what lies between functions; the name is the heading. */
export const systemAlarms = {
  'dead-letters': alarm(
    'dead-letters',
    'Accepted alerts could not be processed in five attempts. They are kept for 14 days and belong to no incident.',
  ),
  'events-undelivered': alarm(
    'events-undelivered',
    'EventBridge could not put CloudWatch alarms into the queue of alerts. They are kept for 14 days and belong to no incident.',
  ),
  'alerts-waiting': alarm(
    'alerts-waiting',
    'Accepted alerts have waited for five minutes: incidents open late. Nothing is lost.',
  ),
  'workflow-failing': alarm(
    'workflow-failing',
    'The workflow of an incident ended without closing it: nobody works on it, neither automation nor a person who was notified.',
  ),
  'sweep-silent': alarm(
    'sweep-silent',
    'The sweep has not run for five minutes: lost decisions and workflow starts are not noticed.',
  ),
  'api-failing': alarm(
    'api-failing',
    'The API answers senders and approvers with 5xx: alerts arrive late, or not at all from senders that do not retry.',
  ),
} as const satisfies Readonly<Record<string, AlarmSpec>>;

function alarm<Name extends string>(name: Name, impact: string) {
  return { name, heading: name, impact };
}
