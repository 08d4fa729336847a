import { evaluateCondition } from '../policy/conditions/conditions.ts';
import type { CorrelationPolicy } from '../policy/schemas/correlation-schema.ts';
import type { Alert } from '../records/alert.ts';
import { alertContext } from '../triage/conditions/condition-context.ts';
import { matchesAlert } from './match-alert.ts';

/** Why CloudWatch takes no action for a composite alarm (`ActionsSuppressedBy` of its API). */
const suppressors: ReadonlySet<string> = new Set(['Alarm', 'WaitPeriod', 'ExtensionPeriod']);

/**
 * Why an alert is no incident by policy's `ignore`, or because CloudWatch itself suppresses the actions of that composite alarm; null
 * when nothing says so. A condition that cannot be evaluated ignores nothing.
 */
export function ignoredBecause({ ignore }: Pick<CorrelationPolicy, 'ignore'>, alert: Alert): string | null {
  const suppressor = alert.labels['actionsSuppressedBy'] ?? '';
  if (suppressors.has(suppressor)) return `CloudWatch suppresses the alarm's actions (${suppressor})`;
  const rule = ignore.find(
    (each) =>
      matchesAlert(each, alert) &&
      (each.when === undefined || evaluateCondition(each.when, { alert: alertContext(alert) }).holds),
  );
  return rule === undefined ? null : `Ignored by policy (${rule.id}): ${rule.reason}`;
}
