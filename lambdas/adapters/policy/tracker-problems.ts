import type { Tracker } from '../../ports/tracker.ts';
import type { FieldPath, PolicyProblem } from './policy-problem.ts';
import type { PolicyFiles } from './read-policy-files.ts';
import { unknownName } from './unknown-name.ts';

/** Trackers that do not exist, and places of them that lead nowhere. */
export function trackerProblems(
  { people, services }: PolicyFiles,
  trackers: readonly Pick<Tracker, 'name' | 'host' | 'to'>[],
): readonly PolicyProblem[] {
  if (people === null) return [];
  const { yaml, value } = people;
  const problems: PolicyProblem[] = [];
  const places = value.followUps.trackers;
  const ids = places.map(({ id }) => id);
  const serviceIds = services?.value.services.map(({ id }) => id) ?? null;
  for (const [index, place] of places.entries()) {
    const add = (path: FieldPath, message: string): void => {
      problems.push(yaml.problem(['followUps', 'trackers', index, ...path], message));
    };
    const { id, host, to, services: named = [] } = place;
    if (ids.indexOf(id) < index) add(['id'], `is already the id of another tracker: ${id}`);
    const tracker = trackers.find(({ name }) => name === place.tracker);
    if (tracker === undefined) {
      const names = trackers.map(({ name }) => name);
      add(['tracker'], unknownName(place.tracker, names, 'tracker'));
      continue;
    }
    if (!tracker.to.pattern.test(to)) add(['to'], `must be: ${tracker.to.expected}`);
    if (host === undefined && tracker.host.isRequired) add([], `needs \`host\`: ${tracker.host.expected}`);
    if (host !== undefined && !tracker.host.pattern.test(host)) {
      add(['host'], `must be: ${tracker.host.expected}`);
    }
    for (const [position, service] of named.entries()) {
      if (serviceIds === null || serviceIds.includes(service)) continue;
      add(['services', position], unknownName(service, serviceIds, 'service in services.yaml'));
    }
  }
  return problems;
}
