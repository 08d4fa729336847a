import type { TakeActionDeps } from './runnable-step.ts';

/** Nothing of a step is left to be restored. Repeating it does nothing. */
export async function closeDebt(
  { incidents, clock }: Pick<TakeActionDeps, 'incidents' | 'clock'>,
  incidentId: string,
  stepIndex: number,
  closedBy: string,
): Promise<void> {
  const debts = await incidents.listDebts(incidentId);
  const debt = debts.find((each) => each.stepIndex === stepIndex && each.status === 'open');
  if (debt === undefined) return;
  await incidents.saveDebt({
    ...debt,
    version: (debt.version ?? 0) + 1,
    status: 'restored',
    closedAt: clock.now().toISOString(),
    closedBy,
  });
}
