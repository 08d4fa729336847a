import type { FieldPath, PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';
import { unknownName } from '../unknown-name.ts';

/** What a place looks like to which a plug-in goes. */
interface PlaceShape {
  readonly name: string;
  /** Null: it has no host. */
  readonly host: { readonly pattern: RegExp; readonly expected: string; readonly isRequired: boolean } | null;
  readonly to: { readonly pattern: RegExp; readonly expected: string };
}

interface Place {
  readonly id: string;
  readonly host?: string | undefined;
  readonly to: string;
  readonly services?: readonly string[] | undefined;
}

interface PlacesOf<P extends Place> {
  /** Where they stand in people.yaml. */
  readonly path: FieldPath;
  readonly places: readonly P[];
  /** The field that names the plug-in, and what one is called. */
  readonly field: keyof P & string;
  readonly what: string;
  readonly shapes: readonly PlaceShape[];
}

/** Places of people.yaml whose plug-in does not exist, and places that lead nowhere. */
export function placeProblems<P extends Place>(
  { people, services }: PolicyFiles,
  { path, places, field, what, shapes }: PlacesOf<P>,
): readonly PolicyProblem[] {
  if (people === null) return [];
  const problems: PolicyProblem[] = [];
  const ids = places.map(({ id }) => id);
  const serviceIds = services?.value.services.map(({ id }) => id) ?? null;
  for (const [index, place] of places.entries()) {
    const add = (below: FieldPath, message: string): void => {
      problems.push(people.yaml.problem([...path, index, ...below], message));
    };
    const { id, host, to, services: named = [] } = place;
    const plugIn = String(place[field]);
    if (ids.indexOf(id) < index) add(['id'], `is already the id of another ${what}: ${id}`);
    const shape = shapes.find(({ name }) => name === plugIn);
    if (shape === undefined) {
      const names = shapes.map(({ name }) => name);
      add([field], unknownName(plugIn, names, what));
      continue;
    }
    if (!shape.to.pattern.test(to)) add(['to'], `must be: ${shape.to.expected}`);
    if (host === undefined && shape.host?.isRequired === true)
      add([], `needs \`host\`: ${shape.host.expected}`);
    if (host !== undefined && shape.host === null) add(['host'], `${shape.name} has no host: leave it out`);
    if (host !== undefined && shape.host?.pattern.test(host) === false) {
      add(['host'], `must be: ${shape.host.expected}`);
    }
    for (const [position, service] of named.entries()) {
      if (serviceIds === null || serviceIds.includes(service)) continue;
      add(['services', position], unknownName(service, serviceIds, 'service in services.yaml'));
    }
  }
  return problems;
}
