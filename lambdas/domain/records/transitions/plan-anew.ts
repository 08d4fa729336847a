import { type EarlierPlan, type Incident, mostNewPlans, newPlansLeft } from '../incident.ts';
import { isIn, moved, nextVersion, recordedAt, refused, type Transition, wrongStatus } from './transition.ts';

/**
 * handed over → triaging: a person wants a new plan from fresh evidence. The plan so far is set aside with its hash, and whatever people said
 * about it counts no more. Automation goes on.
 */
export function planAnew(
  incident: Incident,
  { by, rejected, adopts }: Pick<EarlierPlan, 'by' | 'rejected' | 'adopts'>,
  now: Date,
): Transition {
  const { assessment, earlierPlans = [] } = incident;
  if (incident.status === 'triaging') {
    return refused('incident.already-done', 'The incident is being triaged already');
  }
  if (!isIn(incident, ['handed-over'])) return wrongStatus(incident, 'planned anew');
  if (newPlansLeft(incident) === 0) {
    return refused('incident.too-many-plans', `The incident had ${mostNewPlans} new plans already`);
  }
  const { automationStoppedBy: _stoppedBy, ...next } = nextVersion(incident, now);
  const setAsideAt = recordedAt(incident, now);
  const setAside: EarlierPlan = {
    hash: assessment?.plan.hash ?? null,
    madeAt: assessment?.at ?? setAsideAt,
    setAsideAt,
    by,
    rejected,
    ...(adopts === undefined ? {} : { adopts }),
  };
  return moved({
    ...next,
    automationStoppedAt: null,
    earlierPlans: [...earlierPlans, setAside],
    status: 'triaging',
  });
}

/** That it was assessed, and the plan was not set aside since. */
export function hasPlan({
  assessment,
  earlierPlans = [],
}: Pick<Incident, 'assessment' | 'earlierPlans'>): boolean {
  return assessment !== null && !earlierPlans.some(({ madeAt }) => madeAt === assessment.at);
}

/** Whether evidence was gathered for the plan that is to be made or was made last, and not for one that was set aside. */
export function isGatheredForPlan(
  { earlierPlans = [] }: Pick<Incident, 'earlierPlans'>,
  { gatheredAt }: { readonly gatheredAt: string },
): boolean {
  return earlierPlans.every(({ madeAt }) => madeAt < gatheredAt);
}
