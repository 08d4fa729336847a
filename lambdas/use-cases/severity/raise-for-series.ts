import { WriteConflictError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { MetricSeries } from '../../domain/triage/series/assess-series.ts';
import { classifySeverity } from '../../domain/triage/severity/classify-severity.ts';
import { freshEvidence } from '../../domain/triage/severity/fresh-evidence.ts';
import { severitySince } from '../../domain/triage/severity/severity-since.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';
import { type RaiseSeverityDeps, raiseTo, signalsOf } from './raise-severity.ts';
import { restrict } from './restrict-incident.ts';

const actor = 'firebreak:watch-recovery';

/**
 * Raises the severity when metrics that were read again are worse by policy than what the incident has. Somebody who writes the incident
 * at the same time is let go first: the next look is a minute away, and the sweep completes what was begun.
 */
export async function raiseForSeries(
  deps: RaiseSeverityDeps,
  record: IncidentRecord,
  series: readonly MetricSeries[],
): Promise<void> {
  const fresh = freshEvidence(record.evidence, series, deps.clock.now());
  if (fresh === null) return;
  const service = findService(deps.policy, record.incident);
  const alerts = record.alerts.map(({ alert }) => alert);
  const { sensitive } = classifySeverity(deps.policy.severity, {
    alerts,
    service,
    evidence: [fresh],
    evidenceKinds: deps.evidenceKinds,
  });
  const verdict = severitySince({ ...signalsOf(deps, record), fresh: [fresh] });
  try {
    const incident = sensitive ? await restrict(deps, record.incident, actor) : record.incident;
    await raiseTo(deps, { ...record, incident }, verdict, 'by new metric readings', actor);
  } catch (error) {
    if (!(error instanceof WriteConflictError)) throw error;
  }
}
