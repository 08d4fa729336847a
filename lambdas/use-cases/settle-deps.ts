import type { CompiledPolicy } from '../domain/policy/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { Pacer } from '../ports/pacer.ts';
import type { Workflow } from '../ports/workflow.ts';

/** What settling alerts needs. */
export interface SettleDeps {
  readonly incidents: IncidentStore;
  readonly workflow: Workflow;
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly policy: Pick<CompiledPolicy, 'hash' | 'severity' | 'services' | 'correlation'>;
}
