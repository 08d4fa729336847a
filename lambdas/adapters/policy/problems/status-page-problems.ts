import type { StatusPage } from '../../../ports/plug-ins/status-page.ts';
import type { FieldPath, PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';
import { unknownName } from '../unknown-name.ts';
import { placeProblems } from './place-problems.ts';

/** Status pages that do not exist or lead nowhere, and services that nobody knows or that have two names. */
export function statusPageProblems(
  files: PolicyFiles,
  statusPages: readonly Pick<StatusPage, 'name' | 'host' | 'to'>[],
): readonly PolicyProblem[] {
  const { people, services } = files;
  const { publicStatus } = people?.value ?? {};
  if (people === null || publicStatus === undefined) return [];
  const problems: PolicyProblem[] = [];
  const add = (path: FieldPath, message: string): void => {
    problems.push(people.yaml.problem(['publicStatus', ...path], message));
  };
  const known = services?.value.services ?? null;
  const ids = known?.map(({ id }) => id) ?? [];
  const keys = publicStatus.services.map(({ service, environment }) => `${service} ${environment}`);
  for (const [index, { service, environment }] of publicStatus.services.entries()) {
    if (keys.indexOf(keys[index] ?? '') < index) {
      add(['services', index, 'service'], `has a public name in ${environment} already: ${service}`);
    }
    if (known === null) continue;
    const own = known.filter(({ id }) => id === service);
    if (own.length === 0) {
      add(['services', index, 'service'], unknownName(service, ids, 'service in services.yaml'));
    } else if (!own.some((each) => each.environment === environment)) {
      const names = own.map((each) => each.environment);
      add(['services', index], `services.yaml has ${service} in ${names.join(', ')}, not in ${environment}`);
    }
  }
  const published = publicStatus.services.map(({ service }) => service);
  for (const [index, { components }] of publicStatus.pages.entries()) {
    for (const service of Object.keys(components)) {
      if (published.includes(service)) continue;
      add(
        ['pages', index, 'components', service],
        `${service} has no public name under publicStatus.services`,
      );
    }
  }
  return [
    ...problems,
    ...placeProblems(files, {
      path: ['publicStatus', 'pages'],
      places: publicStatus.pages,
      field: 'page',
      what: 'status page',
      shapes: statusPages,
    }),
  ];
}
