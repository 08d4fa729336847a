import type { Scenario } from '../../local/world/scenario/scenario.ts';
import type { Label, StoryEvent } from '../../local/world/scenario/scenario-schema.ts';
import { changedResource } from './changed-resource.ts';
import type { Blamed, TriagedIncident } from './play-scenario.ts';

/** What triage made of one variant of a scenario, held against its label. */
export interface Verdict {
  readonly kind: string;
  readonly seed: number | null;
  readonly hasCulprit: boolean;
  readonly healthy: boolean;
  /** Some change is blamed, in whatever incident. */
  readonly blames: boolean;
  /** The incident of the labelled service blames the culprit, and no incident blames another change. */
  readonly right: boolean;
  readonly symptomRight: boolean;
  readonly severityRight: boolean;
  /** What was blamed, for the person who wants to look. */
  readonly blamed: readonly string[];
}

/** The story tells when a change was made, the account to the second. */
const toleranceMs = 120_000;

export function judge(scenario: Scenario, incidents: readonly TriagedIncident[], startAtMs: number): Verdict {
  const { name: kind, seed, expect, story } = scenario;
  const blamed = incidents.flatMap((incident) => (incident.blamed === null ? [] : [incident.blamed]));
  const guilty = story.find(({ id }) => id === expect.culprit && id !== undefined);
  const isGuilty = (one: Blamed): boolean => guilty !== undefined && isThe(scenario, guilty, one, startAtMs);
  const judged = incidents.filter(({ service }) => service === expect.service);
  return {
    kind,
    seed,
    hasCulprit: expect.culprit !== null,
    healthy: expect.healthy,
    blames: blamed.length > 0,
    right: judged.some((one) => one.blamed !== null && isGuilty(one.blamed)) && blamed.every(isGuilty),
    symptomRight: judged.some(({ assessment }) => has(expect.symptoms, assessment.severity.symptom)),
    severityRight: judged.some(({ assessment }) => has(expect.severities, assessment.severity.severity)),
    blamed: blamed.map(({ resource, at }) => `${resource} at ${at}`),
  };
}

function isThe(scenario: Scenario, event: StoryEvent, { resource, at }: Blamed, startAtMs: number): boolean {
  if (Math.abs(Date.parse(at) - startAtMs - event.afterSeconds * 1000) > toleranceMs) return false;
  return resource === changedResource(scenario, event);
}

function has(allowed: Label['symptoms'] | Label['severities'], value: string): boolean {
  return allowed.some((one) => one === value);
}
