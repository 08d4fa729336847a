import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { EvidenceConditions } from '../../domain/triage/conditions/evidence-conditions.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import type { Workflow } from '../../ports/workflow.ts';

/** What correlating alerts needs. */
export interface CorrelationDeps {
  readonly incidents: IncidentStore;
  readonly workflow: Workflow;
  readonly clock: Clock;
  readonly rateLimiter: RateLimiter;
  readonly evidenceKinds: readonly EvidenceConditions[];
  readonly policy: Pick<CompiledPolicy, 'hash' | 'severity' | 'services' | 'correlation'>;
}
