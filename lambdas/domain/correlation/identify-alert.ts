import { contentHash } from '../content-hash.ts';
import type { CorrelationPolicy } from '../policy/schemas/correlation-schema.ts';
import type { Alert } from '../records/alert.ts';
import { matchesAlert } from './match-alert.ts';

/** The alert with the identity that policy gives it: the labels that the first fitting rule names, else the sender's own. */
export function identifyAlert(
  { fingerprints }: Pick<CorrelationPolicy, 'fingerprints'>,
  alert: Alert,
): Alert {
  const rule = fingerprints.find((candidate) => matchesAlert(candidate, alert));
  // An alert without any of the labels, such as a resolve that tells only its id, keeps its own.
  if (rule === undefined || rule.by.every((label) => alert.labels[label] === undefined)) return alert;
  const values = rule.by.map((label) => [label, alert.labels[label] ?? null]);
  return { ...alert, fingerprint: contentHash([rule.id, values]).slice(0, 32) };
}
