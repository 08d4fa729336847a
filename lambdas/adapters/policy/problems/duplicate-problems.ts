import { plainName } from '../../../domain/identity/plain-name.ts';
import type { FieldPath, PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';
import type { YamlFile } from '../yaml-file.ts';

interface Named {
  readonly file: YamlFile;
  readonly path: FieldPath;
  readonly id: string;
}

/** Ids that are used twice where each must be one thing. */
export function duplicateProblems(files: PolicyFiles): readonly PolicyProblem[] {
  const { services, sources, correlation, severity, guardrails, people, runbooks } = files;
  return [
    ...repeated(list(services, ['services'], services?.value.services)),
    ...repeated(list(services, ['locations'], services?.value.locations)),
    ...repeated(environmentNames(services)),
    ...repeated(list(correlation, ['fingerprints'], correlation?.value.fingerprints)),
    ...repeated(list(correlation, ['ignore'], correlation?.value.ignore)),
    ...repeated(list(correlation, ['heartbeats'], correlation?.value.heartbeats)),
    ...repeated(list(correlation, ['suppressionWindows'], correlation?.value.suppressionWindows)),
    ...repeated(list(sources, ['mappings'], sources?.value.mappings)),
    ...repeated(list(severity, ['rules'], severity?.value.rules)),
    ...repeated(list(guardrails, ['freezeWindows'], guardrails?.value.freezeWindows)),
    // A level of an escalation is a rota or a person, by its id alone; and an agent passes for nobody.
    ...repeated([
      ...list(people, ['people'], people?.value.people),
      ...list(people, ['onCall', 'rotas'], people?.value.onCall.rotas),
      ...list(people, ['agents'], people?.value.agents),
    ]),
    ...repeated(
      runbooks.flatMap((runbook) =>
        runbook === null ? [] : [{ file: runbook.yaml, path: ['id'], id: runbook.value.id }],
      ),
    ),
  ];
}

/** The ids of environments and their aliases; a name that an environment says twice of itself counts once. */
function environmentNames(services: PolicyFiles['services']): readonly Named[] {
  if (services === null) return [];
  return services.value.environments.flatMap(({ id, aliases }, index) => {
    const named = [id, ...aliases.map((alias) => plainName(alias) ?? alias)];
    return named.flatMap((name, place): Named[] => {
      const path = ['environments', index, ...(place === 0 ? ['id'] : ['aliases', place - 1])];
      return named.indexOf(name) < place ? [] : [{ file: services.yaml, path, id: name }];
    });
  });
}

function list(
  from: { readonly yaml: YamlFile } | null,
  path: FieldPath,
  items: readonly { readonly id: string }[] | undefined,
): readonly Named[] {
  if (from === null) return [];
  return (items ?? []).map(({ id }, index) => ({ file: from.yaml, path: [...path, index, 'id'], id }));
}

function repeated(items: readonly Named[]): readonly PolicyProblem[] {
  const first = new Map<string, Named>();
  const problems: PolicyProblem[] = [];
  for (const item of items) {
    const earlier = first.get(item.id);
    if (earlier === undefined) first.set(item.id, item);
    else {
      const place = earlier.file.place(earlier.path);
      problems.push(item.file.problem(item.path, `"${item.id}" is taken by ${place}; give each its own id`));
    }
  }
  return problems;
}
