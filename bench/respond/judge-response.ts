import type { Step } from '../../lambdas/domain/records/plan.ts';
import type { IncidentRecord } from '../../lambdas/ports/stores/incident-store.ts';
import type { Scenario } from '../../local/world/scenario/scenario.ts';
import { changedResource } from '../triage/changed-resource.ts';

/** What one variant of a scenario was answered with, held against its label. */
export interface ResponseVerdict {
  readonly kind: string;
  readonly seed: number | null;
  /** Some action could be right, and end it. */
  readonly actionable: boolean;
  /** People have it after a right action that was left in place, and nothing wrong was done; null where they should not. */
  readonly leftToPeople: boolean | null;
  /** The labelled service's incident recovered after a right action that was left in place, and nothing wrong was done. */
  readonly stabilized: boolean;
  /** From the opening of that incident to its recovery; null when not stabilised. */
  readonly seconds: number | null;
  /** What took effect and is not right, as `action of resource`. */
  readonly wrong: readonly string[];
}

export function judgeResponse(scenario: Scenario, records: readonly IncidentRecord[]): ResponseVerdict {
  const { name: kind, seed, expect, story } = scenario;
  const culprit = story.find(({ id }) => id !== undefined && id === expect.culprit);
  const changed = culprit === undefined ? null : changedResource(scenario, culprit);
  const isRight = ({ action, resource }: Step): boolean =>
    resource === changed || expect.stabilizedBy.includes(action);
  const taken = records.map((record) => ({ record, effects: effectsOf(record) }));
  const wrong = taken
    .flatMap((each) => each.effects.map(({ step }) => step))
    .filter((step) => !isRight(step))
    .map(({ action, resource }) => `${action} of ${resource}`);
  const judged = records.find(({ incident }) => incident.service === expect.service)?.incident;
  const effects = taken.flatMap((each) => each.effects);
  const recoveredAt =
    effects.find(({ recoveredAt: at, undone }) => at !== null && !undone)?.recoveredAt ?? null;
  const isOver = judged?.status === 'closed' && judged.outcome === 'recovered';
  const stabilized = isOver && recoveredAt !== null && wrong.length === 0;
  const isLeft =
    judged?.status === 'handed-over' && effects.some(({ undone }) => !undone) && wrong.length === 0;
  const isForPeople = expect.endsWith === 'people';
  return {
    kind,
    seed,
    actionable: !isForPeople && (changed !== null || expect.stabilizedBy.length > 0),
    leftToPeople: isForPeople ? isLeft : null,
    stabilized,
    seconds: stabilized ? (Date.parse(recoveredAt) - Date.parse(judged.openedAt)) / 1000 : null,
    wrong,
  };
}

function effectsOf({ incident, steps }: IncidentRecord) {
  const planned = incident.assessment?.plan.steps ?? [];
  return steps.flatMap(({ index, result, verification, undo }) => {
    const step = planned.find((each) => each.index === index);
    if (step === undefined || (result?.outcome !== 'done' && result?.outcome !== 'unknown')) return [];
    const recoveredAt = verification?.verdict.state === 'recovered' ? verification.at : null;
    return [{ step, recoveredAt, undone: undo !== null }];
  });
}
