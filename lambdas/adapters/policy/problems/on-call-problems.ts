import type { Rota } from '../../../domain/policy/schemas/on-call-schema.ts';
import type { policySchemas } from '../policy-files.ts';
import type { FieldPath, PolicyProblem } from '../policy-problem.ts';
import type { PolicyFile } from '../read-policy-files.ts';
import { unknownName } from '../unknown-name.ts';

/** Names in `onCall` that point to nothing, and people who would be asked to approve and may not. */
export function onCallProblems(
  { yaml, value }: PolicyFile<typeof policySchemas.people>,
  serviceIds: readonly string[] | null,
): readonly PolicyProblem[] {
  const { rotas, escalations } = value.onCall;
  const { approvals } = value;
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
      const rota = rotas.find((each) => each.id === id);
      const unable = (rota === undefined ? [id] : peopleOf(rota)).filter(
        (person) => persons.includes(person) && !approvals.approvers.includes(person),
      );
      if (unable.length === 0) continue;
      const message = `would ask ${unable.join(', ')}, who may not approve: add them to approvals.approvers`;
      problems.push(yaml.problem(['onCall', ...path, 'approver', place], message));
    }
  }
  return problems;
}

/** Those whom policy itself names; a calendar may name others, who are passed over. */
function peopleOf({ layers, overrides }: Rota): readonly string[] {
  const named = [
    ...layers.flatMap((layer) => ('people' in layer ? layer.people : [])),
    ...overrides.map(({ person }) => person),
  ];
  return [...new Set(named)];
}
