import { environmentInNames } from './environment-in-names.ts';
import { environmentNamed, environmentWithin, type KnownEnvironments } from './environment-names.ts';
import { accountOf, identifyingLabels, isOtherAccount } from './identifying-labels.ts';
import { labelWords } from './label-words.ts';

/** What policy says of environments. */
interface EnvironmentPolicy extends KnownEnvironments {
  readonly defaultEnvironment: string;
}

type Labels = Readonly<Record<string, string>>;

/** Of labels that name an environment, the more explicit one counts. */
const terms = [
  'environment',
  'env',
  'stage',
  'umgebung',
  'entorno',
  'environnement',
  'ambiente',
  'omgeving',
  'miljö',
].concat(['środowisko', 'среда', 'окружение', '环境', '環境', '환경']);

/** Words that may stand before such a term: `deployment.environment`, `k8s.namespace`, but not `build.stage`. */
const qualifiers: ReadonlySet<string> = new Set(
  [
    'deployment deploy deployed app application service workload runtime target tag tags label',
    'labels resource exported group common alert annotation aws azure gcp cloud k8s kubernetes',
    'kube otel dd datadog sentry account cluster infra infrastructure platform system stack',
    'host pod api gateway apigateway current destination metric',
  ].flatMap((words) => words.split(' ')),
);

/** `environmentName` and `environment_type` are the environment. */
const endings: ReadonlySet<string> = new Set(['name', 'type']);

/**
 * The environment that labels are about, as policy calls it; `unknown` when they contradict policy. Where none of them says it, the names
 * tell: those of alarm and things. Who says nothing is about the only environment of the service by policy, else about policy's
 * `defaultEnvironment`.
 */
export function environmentOf(
  policy: EnvironmentPolicy,
  labels: Labels,
  service: string | null,
  alarmName: string | null = null,
): string {
  const things = identifyingLabels(labels).map(([, value]) => value);
  const names = alarmName === null ? things : [alarmName, ...things];
  return (
    saidEnvironment(policy, labels, () => environmentInNames(policy, names, service)) ??
    unsaidEnvironment(policy, service)
  );
}

/** For who says nothing. */
function unsaidEnvironment(policy: EnvironmentPolicy, service: string | null): string {
  const environments = policy.services.filter(({ id }) => id === service).map((each) => each.environment);
  const [only, ...others] = new Set(environments);
  return only === undefined || others.length > 0 ? policy.defaultEnvironment : only;
}

function saidEnvironment(
  policy: KnownEnvironments,
  labels: Labels,
  inNames: () => string | null,
): string | null {
  const account = accountOf(labels);
  const ofAccount = policy.environments.filter(
    ({ accounts }) => account !== null && accounts.includes(account),
  );
  const [only, ...others] = ofAccount;
  const named = namedEnvironment(policy, labels);
  if (named === null) {
    if (only !== undefined && others.length === 0) return only.id;
    return inNames() ?? (only === undefined ? null : 'unknown');
  }
  const { accounts = [] } = policy.environments.find(({ id }) => id === named) ?? {};
  return isOtherAccount(account, accounts) ? 'unknown' : named;
}

function namedEnvironment(policy: KnownEnvironments, labels: Labels): string | null {
  const pairs = Object.entries(labels).map(([name, value]) => ({ ...meaningOf(name), name, value }));
  const valuesOf = (wanted: string): readonly string[] =>
    pairs
      .filter(({ term }) => term === wanted)
      .toSorted(byDirectness)
      .map(({ value }) => value);
  const readings = [
    ...terms.flatMap(valuesOf).map((value) => environmentNamed(policy, value)),
    ...valuesOf('namespace').map((value) => environmentWithin(policy, value)),
    ...valuesOf('cluster').map((value) => environmentWithin(policy, value, { atStart: true })),
  ];
  return readings.find((environment) => environment !== null) ?? null;
}

/** Whether a label tells the environment of what it is about. */
export function saysEnvironment(label: string): boolean {
  return terms.includes(meaningOf(label).term ?? '');
}

interface Meaning {
  readonly term: string | null;
  readonly qualifiers: number;
}

function meaningOf(label: string): Meaning {
  const words = labelWords(label);
  const end = endings.has(words.at(-1) ?? '') ? -1 : words.length;
  const [term = null, ...before] = words.slice(0, end).toReversed();
  return before.every((word) => qualifiers.has(word))
    ? { term, qualifiers: before.length }
    : { term: null, qualifiers: 0 };
}

function byDirectness(
  a: Meaning & { readonly name: string },
  b: Meaning & { readonly name: string },
): number {
  return a.qualifiers - b.qualifiers || (a.name < b.name ? -1 : 1);
}
