import { regionOf } from '../../locations/location-of.ts';
import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import type { Debt } from '../../records/step-record.ts';
import type { ChangeInPlace } from './echo-of.ts';

/** What open debts tell of what automation changed. Where a record does not name its service, whoever has the resource is meant. */
export function changesInPlace(
  debts: readonly Debt[],
  services: readonly Pick<ServicePolicy, 'id' | 'region' | 'resources'>[],
): readonly ChangeInPlace[] {
  return debts
    .filter(({ status }) => status === 'open')
    .map((debt) => {
      const policy =
        services.find(({ id }) => id === debt.service) ??
        services.find(({ resources }) => resources.some(({ key }) => key === debt.resource));
      return {
        incidentId: debt.incidentId,
        service: debt.service ?? policy?.id ?? 'unknown',
        region: policy === undefined ? null : regionOf(policy, debt.resource),
        action: debt.action ?? 'An action',
        resource: debt.resource,
        at: debt.createdAt,
        capacityPercent: debt.capacityPercent ?? 0,
        echoes: debt.echoes,
        expiresAt: debt.expiresAt,
      };
    });
}
