import { matchesAlert } from '../../correlation/match-alert.ts';
import type { CorrelationPolicy } from '../../policy/schemas/correlation-schema.ts';
import type { Alert } from '../../records/alert.ts';
import { type ChangeInPlace, echoOf, type HeardEcho, type Sound } from './echo-of.ts';

/** The id under which alerts that an action announced are kept, in place of an incident's. */
export const heldEchoesId = 'sup_own-echo';

export interface AlertEchoInput {
  readonly policy: CorrelationPolicy['echoes'];
  readonly service: string;
  readonly alert: Alert;
  /** When it began to fire. */
  readonly startedAt: string;
  readonly changesInPlace: readonly ChangeInPlace[];
  readonly now: Date;
}

/**
 * The action that said it may cause this alert, and that may still do; null when there is none. What fired before the action does not come
 * of it, and of what policy does not say which metric it is about nothing is known.
 */
export function alertEcho(input: AlertEchoInput): HeardEcho | null {
  const { policy, service, alert, startedAt, changesInPlace, now } = input;
  if (!policy.suppress) return null;
  const before = changesInPlace.filter((change) => change.service === service && change.at <= startedAt);
  if (before.length === 0) return null;
  return echoOf({ incidentId: null, service, sounds: soundsOf(policy, alert), changesInPlace: before, now });
}

function soundsOf({ alerts }: CorrelationPolicy['echoes'], alert: Alert): readonly Sound[] {
  const fitting = alerts.filter((each) => matchesAlert(each, alert));
  return [...new Map(fitting.map(({ metric, goes }) => [`${metric} ${goes}`, { metric, goes }])).values()];
}
