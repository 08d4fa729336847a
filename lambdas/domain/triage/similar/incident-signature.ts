import { contentHash } from '../../content-hash.ts';
import type { IncidentAlert } from '../../records/alert.ts';
import { changesOf, type Evidence } from '../../records/evidence.ts';
import type { Assessment, Incident } from '../../records/incident.ts';
import type { IncidentSignature } from '../../records/similar/similar-incident.ts';

/** More of them make an incident no more alike. */
const mostErrors = 10;
const mostAlerts = 20;

/** Of a record that has none yet, and of records from before they were kept. */
export function signatureOf({
  incident,
  assessment = incident.assessment,
  alerts,
  evidence,
}: {
  readonly incident: Pick<Incident, 'service' | 'environment' | 'symptom' | 'assessment'>;
  /** What is just being concluded; left out: what the incident has. */
  readonly assessment?: Omit<Assessment, 'signature'> | null;
  readonly alerts: readonly IncidentAlert[];
  readonly evidence: readonly Evidence[];
}): IncidentSignature {
  const { service, environment } = incident;
  const known = assessment?.severity.symptom ?? 'unknown';
  return {
    service,
    environment,
    symptom: known === 'unknown' ? incident.symptom : known,
    errors: newErrors(evidence),
    culprit: culpritOf(assessment?.culprit ?? null, evidence),
    alerts: alerts
      .slice(0, mostAlerts)
      .flatMap(({ alert: { source, fingerprint, title } }) => [
        hashOf(`${source}:${fingerprint}`),
        hashOf(`${source}: ${title}`),
      ]),
  };
}

function newErrors(evidence: readonly Evidence[]): IncidentSignature['errors'] {
  const logs = evidence.find((each) => each.kind === 'logs' && each.status === 'available');
  if (logs === undefined || !('patterns' in logs)) return null;
  return logs.patterns
    .filter(({ isNew }) => isNew)
    .slice(0, mostErrors)
    .map(({ pattern }) => hashOf(pattern));
}

function culpritOf(culprit: string | null, evidence: readonly Evidence[]): IncidentSignature['culprit'] {
  const changes = changesOf(evidence);
  const change = changes.find(({ id }) => id === culprit);
  return change === undefined ? null : { kind: change.kind, resource: change.resource.key };
}

function hashOf(text: string): string {
  return contentHash(text).slice(0, 16);
}
