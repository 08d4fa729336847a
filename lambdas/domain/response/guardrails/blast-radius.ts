import { instantOf } from '../../instant.ts';
import { regionOf } from '../../locations/location-of.ts';
import { deny, type Guardrail, type GuardrailContext, needsApproval, notApplicable } from './guardrail.ts';

/** What automation changed of late adds up, over all incidents: beyond a bound something larger is wrong. */
export const blastRadius: Guardrail = {
  name: 'blast-radius',
  check(context) {
    const { withinMinutes, decision } = context.policy.blastRadius;
    const reasons = excesses(context);
    if (reasons.length === 0) return notApplicable(`Automation changed little within ${withinMinutes} min`);
    const reason = `With this step, within ${withinMinutes} min: ${reasons.join('; ')}`;
    return decision === 'deny' ? deny(reason) : needsApproval(reason);
  },
};

function excesses({ policy, now, step, service, changesInPlace }: GuardrailContext): readonly string[] {
  const { withinMinutes, servicesAtOnce, regionsAtOnce, capacityPercentAtOnce } = policy.blastRadius;
  const since = now.getTime() - withinMinutes * 60_000;
  const recent = changesInPlace.filter(
    ({ at, resource }) => resource !== step.resource && instantOf(at) > since,
  );
  const services = distinct([...recent.map((each) => each.service), service?.id ?? null]);
  const regions = distinct([
    ...recent.map((each) => each.region),
    service && regionOf(service, step.resource),
  ]);
  const own = recent.filter((each) => each.service === service?.id);
  const percent = own.reduce((sum, each) => sum + each.capacityPercent, step.capacityPercent ?? 0);
  return [
    ...(services.length > servicesAtOnce
      ? [`changes on ${services.length} services (${services.join(', ')}), ${servicesAtOnce} at most`]
      : []),
    ...(regions.length > regionsAtOnce
      ? [`changes in ${regions.length} Regions (${regions.join(', ')}), ${regionsAtOnce} at most`]
      : []),
    ...(percent > capacityPercentAtOnce
      ? [
          `${percent} % of the capacity of ${service?.id ?? 'the service'} taken away, ${capacityPercentAtOnce} % at most`,
        ]
      : []),
  ];
}

function distinct(names: readonly (string | null)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== null))].toSorted();
}
