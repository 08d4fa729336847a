import type { Change, ChangeKind } from '../../records/evidence.ts';
import type { Debt, ForbiddenVersion } from '../../records/step-record.ts';

/** Kinds of change that a deployment of the service brings again. */
const deployed: readonly ChangeKind[] = [
  'lambda-deployment',
  'codedeploy-deployment',
  'ecs-deployment',
  'stack-update',
  'deployment',
];

/** What must not be deployed again once this change was taken back; null when no deployment brings it, or its version is not known. */
export function forbiddenVersion({ kind, after, summary }: Change): ForbiddenVersion | null {
  return after !== null && deployed.includes(kind) ? { version: after, summary } : null;
}

type GateDebt = Pick<Debt, 'resource' | 'owner' | 'dueAt' | 'howToRestore' | 'backport'> & {
  readonly incidentId: string;
  readonly service?: string | undefined;
  readonly forbids?: ForbiddenVersion | undefined;
};

export interface GateVerdict<Each> {
  /** Debts that forbid the deployment, each with why. */
  readonly forbidden: readonly { readonly debt: Each; readonly reason: string }[];
  /** Others of the service, which the deployment may undo: what to change in code first. */
  readonly reminders: readonly Each[];
}

/**
 * Whether a service may be deployed now. A version that was taken back may not, nor one of which it cannot be said whether it is that one:
 * doubt keeps it back until somebody accepts the debt.
 */
export function deployGate<Each extends GateDebt>(
  debts: readonly Each[],
  service: string,
  version: string | null,
): GateVerdict<Each> {
  const own = debts.filter((each) => each.service === service);
  const judged = own.map((debt) => ({ debt, reason: whyForbidden(debt.forbids, version) }));
  return {
    forbidden: judged.flatMap(({ debt, reason }) => (reason === null ? [] : [{ debt, reason }])),
    reminders: judged.filter(({ reason }) => reason === null).map(({ debt }) => debt),
  };
}

function whyForbidden(forbids: ForbiddenVersion | undefined, version: string | null): string | null {
  if (forbids === undefined) return null;
  const { version: bad, summary } = forbids;
  if (version === null)
    return `${bad} was taken back (${summary}), and no --version says that another one is deployed`;
  if (isSame(version, bad)) return `${version} was taken back (${summary})`;
  return formOf(version) === formOf(bad)
    ? null
    : `${bad} was taken back (${summary}), and "${version}" cannot be compared with it`;
}

/** `v57` is 57, and a commit may be given by its beginning. */
function isSame(a: string, b: string): boolean {
  const [one, other] = [plain(a), plain(b)];
  const areCommits = formOf(a) === 'commit' && formOf(b) === 'commit';
  return one === other || (areCommits && (one.startsWith(other) || other.startsWith(one)));
}

/** Versions of one form can be told apart. */
function formOf(version: string): string {
  const text = plain(version);
  if (/^\d{1,18}$/.test(text)) return 'number';
  if (/^\d+(\.\d+){1,3}([-+].*)?$/.test(text)) return 'dotted';
  if (/^[0-9a-f]{7,64}$/.test(text)) return 'commit';
  const revision = /^(.+):\d+$/.exec(text);
  return revision === null ? `name:${text}` : `revision of ${revision[1]}`;
}

function plain(version: string): string {
  return version
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, '');
}
