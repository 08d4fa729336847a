import { labelWords } from './label-words.ts';

type Labels = Readonly<Record<string, string>>;

/** Words after which a label still names the same thing: `instance_id`, `DBInstanceIdentifier`, `host.name`. */
const endings: ReadonlySet<string> = new Set(['id', 'identifier', 'name', 'arn', 'number', 'uid', 'uri']);

const accounts: ReadonlySet<string> = new Set(['account', 'subscription', 'project']);
const regions: ReadonlySet<string> = new Set(['region', 'datacenter']);

/** What a thing is called that an alert may be about. What lies within it, such as a disk or a container, is not another thing. */
const things: ReadonlySet<string> = new Set(
  [
    'resource host hostname instance node nodename server machine vm target pod namespace',
    'cluster deployment statefulset daemonset cronjob job workload database dbinstance',
    'dbcluster table tablename queue topic stream bucket function functionname lambda api',
    'broker consumergroup vhost domain url site loadbalancer balancer distribution volume',
  ].flatMap((words) => words.split(' ')),
);

/** The AWS account, Azure subscription or project of Google Cloud that labels name; its number rather than its name. */
export function accountOf(labels: Labels): string | null {
  const named = valuesOf(labels, accounts);
  return named.find(isAccountNumber) ?? named[0] ?? null;
}

/** Whether an account that an alert names is none of these. A name is not compared with numbers. */
export function isOtherAccount(account: string | null, known: readonly string[]): boolean {
  if (account === null || known.includes(account)) return false;
  return known.some((each) => isAccountNumber(each) === isAccountNumber(account));
}

export function regionOf(labels: Labels): string | null {
  return valuesOf(labels, regions)[0] ?? null;
}

/** Of AWS, or a subscription of Azure. */
function isAccountNumber(account: string): boolean {
  return /^(\d{12}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i.test(account);
}

/** Everything in labels that says which thing an alert is about, in one order, each once. */
export function identifyingLabels(labels: Labels): readonly (readonly [kind: string, value: string])[] {
  const found = Object.entries(labels).flatMap(([name, value]): [string, string][] => {
    const thing = thingOf(name);
    if (thing === null || value === '') return [];
    if (accounts.has(thing)) return [['account', value]];
    if (regions.has(thing)) return [['region', value]];
    return things.has(thing) ? [[thing, thing === 'pod' ? workloadOf(value) : value]] : [];
  });
  const distinct = new Map(found.map((pair) => [JSON.stringify(pair), pair]));
  return [...distinct].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

/** Whether a label says which thing an alert is about. */
export function isIdentifying(name: string): boolean {
  const thing = thingOf(name) ?? '';
  return accounts.has(thing) || regions.has(thing) || things.has(thing);
}

/** The values of these labels; the plainest name first, so that order does not matter. */
function valuesOf(labels: Labels, meant: ReadonlySet<string>): readonly string[] {
  return Object.entries(labels)
    .filter(([name, value]) => value !== '' && meant.has(thingOf(name) ?? ''))
    .toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
    .map(([, value]) => value);
}

/** The last word of a label's name that tells what it names. */
function thingOf(label: string): string | null {
  return labelWords(label).findLast((word) => !endings.has(word)) ?? null;
}

/** Characters in names that Kubernetes makes. */
const made = '[bcdfghjklmnpqrstvwxz2456789]';
const madeName = new RegExp(`(-${made}{1,10}-${made}{5}|-${made}{5}|-\\d{1,5})$`);

/** What a pod is one of: `shop-7d9f8b6c5-x2x9z` is one of `shop`. */
function workloadOf(pod: string): string {
  return pod.slice(-253).replace(madeName, '');
}
