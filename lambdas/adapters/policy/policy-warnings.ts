import { nobodyCommands } from '../../domain/policy/people/nobody-commands.ts';
import { severities } from '../../domain/records/severity.ts';
import { closest } from './known-keys.ts';
import { knownRegions } from './known-regions.ts';
import type { policySchemas } from './policy-files.ts';
import type { PolicyProblem } from './policy-problem.ts';
import type { PolicyFile, PolicyFiles } from './read-policy-files.ts';

type ServicesFile = PolicyFile<typeof policySchemas.services>;
type PeopleFile = PolicyFile<typeof policySchemas.people>;

export interface PolicyUse {
  /** Callers sign with AWS credentials; on a laptop nobody does. */
  readonly onAws: boolean;
}

/** What is allowed and probably not meant; none of it keeps a policy from being deployed. */
export function policyWarnings(
  { services, people, guardrails }: PolicyFiles,
  use: PolicyUse,
): readonly PolicyProblem[] {
  if (services === null || people === null) return [];
  return [
    ...(use.onAws ? withoutCommanders(people) : []),
    ...(use.onAws && guardrails !== null && people.value.signIn === undefined
      ? decidedByOne(guardrails)
      : []),
    ...unmeasured(services),
    ...unknownRegions(services),
    ...sharedResources(services),
    ...unreachable(services),
  ];
}

function withoutCommanders({ yaml, value }: PeopleFile): readonly PolicyProblem[] {
  const why = nobodyCommands(value);
  return why === null ? [] : [yaml.problem(['people'], why)];
}

/** Whoever has the mail of one person could do what cannot be undone. */
function decidedByOne({
  yaml,
  value,
}: PolicyFile<typeof policySchemas.guardrails>): readonly PolicyProblem[] {
  const severity = severities.find(
    (each) => value.people[each].irreversible === 1 && value.mode[each].irreversible === 'approve',
  );
  if (severity === undefined) return [];
  const why =
    'one person is enough for what cannot be undone, and nobody signs in: leave it out for two, or name an issuer under signIn in people.yaml';
  return [yaml.problem(['people', severity, 'irreversible'], why)];
}

function unmeasured({ yaml, value }: ServicesFile): readonly PolicyProblem[] {
  return value.services.flatMap(({ id, metrics }, index) =>
    Object.keys(metrics).length > 0
      ? []
      : [
          yaml.problem(
            ['services', index],
            `${id} has no metrics: its severity comes from alerts alone, and no recovery can be seen, so automation does nothing for it`,
          ),
        ],
  );
}

function unknownRegions({ yaml, value }: ServicesFile): readonly PolicyProblem[] {
  return value.services.flatMap(({ region }, index) => {
    if (knownRegions.includes(region)) return [];
    const meant = closest(region, knownRegions);
    const hint = meant === null ? 'check how it is written' : `did you mean "${meant}"?`;
    return [yaml.problem(['services', index, 'region'], `is not a Region that this version knows; ${hint}`)];
  });
}

/** An action on it would change both services, and its changes would be suspects for both. */
function sharedResources({ yaml, value }: ServicesFile): readonly PolicyProblem[] {
  const first = new Map<string, string>();
  return value.services.flatMap(({ id, resources }, index) =>
    resources.flatMap(({ key }, place) => {
      const owner = first.get(key) ?? id;
      first.set(key, owner);
      if (owner === id) return [];
      const path = ['services', index, 'resources', place];
      return [yaml.problem(path, `is a resource of ${owner} too: an action on it changes both services`)];
    }),
  );
}

/** Readers and actions work in the Region of the service. */
function unreachable({ yaml, value }: ServicesFile): readonly PolicyProblem[] {
  return value.services.flatMap(({ id, region, resources }, index) =>
    resources.flatMap((resource, place) => {
      const elsewhere = Object.values(resource.id)
        .filter((each) => each.startsWith('arn:'))
        .map((arn) => arn.split(':')[3] ?? '')
        .find((each) => each !== '' && each !== region);
      if (elsewhere === undefined) return [];
      const path = ['services', index, 'resources', place];
      const text = `is in ${elsewhere} and ${id} in ${region}: no action and no reader reaches it; make it a service of its own`;
      return [yaml.problem(path, text)];
    }),
  );
}
