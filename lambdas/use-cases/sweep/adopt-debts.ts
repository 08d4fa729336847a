import type { Incident } from '../../domain/records/incident.ts';
import type { Debt } from '../../domain/records/step-record.ts';
import { withChange } from '../../domain/response/debts/change-debt.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

/** Debts that an earlier version recorded are written anew, so that they are listed with the others. */
export async function adoptDebts(
  incidents: IncidentStore,
  { service, assessment }: Incident,
  debts: readonly Debt[],
): Promise<void> {
  for (const debt of debts) {
    if (debt.status !== 'open' || debt.action !== undefined) continue;
    const step = assessment?.plan.steps[debt.stepIndex];
    if (step === undefined) continue;
    const isReversible = step.risk === 'reversible';
    // Nobody was told that it would be taken back by itself.
    const expiresAt = step.expiresAfterSeconds === undefined ? null : debt.expiresAt;
    await incidents.saveDebt(withChange(debt, { service, action: step.action, isReversible, expiresAt }));
  }
}
