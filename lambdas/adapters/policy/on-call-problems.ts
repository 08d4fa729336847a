import type { policySchemas } from './policy-files.ts';
import type { FieldPath, PolicyProblem } from './policy-problem.ts';
import type { PolicyFile } from './read-policy-files.ts';
import { unknownName } from './unknown-name.ts';

/** Names in `onCall` that point to nothing, and people who would be asked to approve and may not. */
export function onCallProblems(
  { yaml, value }: PolicyFile<typeof policySchemas.people>,
  serviceIds: readonly string[] | null,
): readonly PolicyProblem[] {
  const { rotas, escalations } = value.onCall;
  const persons = value.people.map(({ id }) => id);
  const known = [...rotas.map(({ id }) => id), ...persons];
  const problems: PolicyProblem[] = [];
  const expect = (path: FieldPath, name: string, names: readonly string[], what: string): void => {
    if (!names.includes(name))
      problems.push(yaml.problem(['onCall', ...path], unknownName(name, names, what)));
  };
  for (const [index, { layers, overrides }] of rotas.entries()) {
    for (const [place, layer] of layers.entries()) {
      for (const [at, id] of ('people' in layer ? layer.people : []).entries()) {
        expect(['rotas', index, 'layers', place, 'people', at], id, persons, 'person in people.yaml');
      }
    }
    for (const [place, { person }] of overrides.entries()) {
      expect(['rotas', index, 'overrides', place, 'person'], person, persons, 'person in people.yaml');
    }
  }
  for (const [index, { services = [], commander, approver = [] }] of escalations.entries()) {
    const path = ['escalations', index];
    for (const [place, id] of services.entries()) {
      if (serviceIds === null) break;
      expect([...path, 'services', place], id, serviceIds, 'service in services.yaml');
    }
    for (const [place, id] of commander.entries()) {
      expect([...path, 'commander', place], id, known, 'rota or person in people.yaml');
    }
    for (const [place, id] of approver.entries()) {
      expect([...path, 'approver', place], id, known, 'rota or person in people.yaml');
    }
  }
  return problems;
}
