import { actions } from '../../lambdas/actions/index.ts';
import { groupByLocation } from '../../lambdas/domain/policy/by-location.ts';
import type { CompiledPolicy, PeoplePolicy, ServicePolicy } from '../../lambdas/domain/policy/policy.ts';
import type { EvidenceKind } from '../../lambdas/domain/records/evidence.ts';
import { evidenceReadings } from '../../lambdas/evidence/readers.ts';
import { listHandlers } from '../../lambdas/handlers/index.ts';
import type { DeployableAction } from '../../lambdas/handlers/table/action-handlers.ts';
import type { Action, IamStatement } from '../../lambdas/ports/plug-ins/action.ts';
import type { EvidenceReading } from '../../lambdas/ports/plug-ins/evidence-reader.ts';
import { allow } from '../../lambdas/resources/allow.ts';
import { tokenSecretArn } from '../../lambdas/resources/outside/token-secret.ts';
import { resourcesOf } from '../../lambdas/resources/resources-of.ts';
import { smokeTestKinds } from '../../lambdas/smoke-tests/index.ts';
import { statusPages } from '../../lambdas/status-pages/index.ts';
import type { FunctionSpec, LocatedStatements } from './function-spec.ts';

/** What a function may do, here and in other accounts. */
interface Permissions {
  readonly statements: readonly IamStatement[];
  /** Left out: nothing. */
  readonly elsewhere?: readonly LocatedStatements[];
}

/** What the list of functions needs to know of a registered action. For exactly the resources that the policy names; nothing: it names none for it. */
export interface DeployedAction extends DeployableAction, Permissions {}

/** Every function of an installation with this policy, which can take these actions. */
export function listFunctions(
  { services, people }: Pick<CompiledPolicy, 'services'> & Partial<Pick<CompiledPolicy, 'people'>>,
  registered: readonly Pick<Action, 'kind' | 'title' | 'target' | 'iam'>[] = actions,
): readonly FunctionSpec[] {
  return composeFunctions(
    registered.map((action) => ({
      kind: action.kind,
      title: action.title,
      ...wherever(services, (part) =>
        withKeys(
          action.iam(resourcesOf(part, action.target)),
          part.filter((service) => resourcesOf([service], action.target).length > 0),
          ['kms:Decrypt', 'kms:GenerateDataKey'],
        ),
      ),
    })),
    Object.fromEntries(evidenceReadings.map((reading) => [reading.kind, permissionsOf(reading, services)])),
    wherever(services, metricReads).elsewhere,
    {
      'run-smoke-tests': smokeTestPermissions(services),
      'publish-status': { statements: statusPagePermissions(people) },
    },
  ).filter(({ onlyWith }) => onlyWith === null || people?.[onlyWith] !== undefined);
}

/** Exactly the objects that status pages of the user's are made of. */
function statusPagePermissions(people: Partial<Pick<PeoplePolicy, 'publicStatus'>> = {}) {
  return (people.publicStatus?.pages ?? []).flatMap(
    (place) => statusPages.find(({ name }) => name === place.page)?.iamFor(place) ?? [],
  );
}

/** Secrets of smoke tests are where Firebreak runs, whatever they are about. */
function smokeTestPermissions(services: readonly ServicePolicy[]): Permissions {
  const found = wherever(services, (part) =>
    smokeTestKinds.flatMap((kind) => {
      const specs = specsOf(part, kind.kind);
      return specs.length === 0 ? [] : kind.iam(specs);
    }),
  );
  const withSecrets = services.filter((service) => smokeSecretsOf([service]).length > 0);
  const secrets = [...new Set(smokeSecretsOf(services))];
  const reads = allow(['secretsmanager:GetSecretValue'], secrets.map(tokenSecretArn));
  return { ...found, statements: [...found.statements, ...withKeys(reads, withSecrets, ['kms:Decrypt'])] };
}

function smokeSecretsOf(services: readonly ServicePolicy[]): readonly string[] {
  return smokeTestKinds.flatMap((kind) => specsOf(services, kind.kind).flatMap((spec) => kind.secrets(spec)));
}

function specsOf(services: readonly ServicePolicy[], kind: string) {
  return services.flatMap(({ smokeTests }) =>
    smokeTests.flatMap((test) => (test.kind === kind ? [test.spec] : [])),
  );
}

/** What reads of one kind of evidence may do. The servers that tokens are for may be asked about services of any location. */
function permissionsOf(reading: EvidenceReading, services: readonly ServicePolicy[]): Permissions {
  const tokens = (part: readonly ServicePolicy[]) => reading.tokens?.(part) ?? [];
  const keys = ['kms:Decrypt'];
  const elsewhereOnly = services.filter(({ location }) => location !== undefined);
  const found = wherever(services, (part, isHere) => {
    const reads = isHere ? [...reading.permissions(part), ...tokens(part)] : reading.permissions(part);
    return withKeys(reads, part, keys);
  });
  return {
    ...found,
    statements: [...found.statements, ...withKeys(tokens(elsewhereOnly), elsewhereOnly, keys)],
  };
}

/** Where Firebreak runs, this is the capability `read-metrics`. */
function metricReads(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const isRead = services.some(({ metrics }) =>
    Object.values(metrics).some((metric) => metric?.cloudwatch !== undefined),
  );
  return isRead ? [{ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }] : [];
}

/** The same for what is where Firebreak runs and for each location. Another Region of its own account needs no role there. */
function wherever(
  services: readonly ServicePolicy[],
  statementsFor: (part: readonly ServicePolicy[], isHere: boolean) => readonly IamStatement[],
): Required<Permissions> {
  const { here, elsewhere } = groupByLocation(services);
  const located = elsewhere
    .map((group) => ({ location: group.location, statements: statementsFor(group.services, false) }))
    .filter(({ statements }) => statements.length > 0);
  return {
    statements: [
      ...statementsFor(here, true),
      ...located.flatMap(({ location: { account, region }, statements }) =>
        account === undefined ? statements.map((statement) => inRegion(statement, region)) : [],
      ),
    ],
    elsewhere: located.flatMap(({ location: { account, ...location }, statements }) =>
      account === undefined ? [] : [{ location: { ...location, account }, statements }],
    ),
  };
}

function inRegion(statement: IamStatement, region: string): IamStatement {
  const filledIn = (text: string) => text.replaceAll('{region}', region);
  const conditions = Object.entries(statement.conditions ?? {}).map(([operator, operands]) => [
    operator,
    Object.fromEntries(Object.entries(operands).map(([key, value]) => [key, filledIn(value)])),
  ]);
  return {
    ...statement,
    resources: statement.resources.map(filledIn),
    ...(conditions.length === 0 ? {} : { conditions: Object.fromEntries(conditions) }),
  };
}

/** What may be used may be encrypted with the user's own keys: AWS asks for their use with the caller's permissions. */
function withKeys(
  statements: readonly IamStatement[],
  services: readonly Pick<CompiledPolicy['services'][number], 'encryptionKeys'>[],
  use: readonly string[],
): readonly IamStatement[] {
  const keys = services.flatMap(({ encryptionKeys }) => encryptionKeys);
  return statements.length === 0 ? [] : [...statements, ...allow(use, keys)];
}

/**
 * Every function of an installation that can take those of these actions that have a target; `evidence` is what the readers of evidence
 * may do, `metricsElsewhere` what each that reads metrics may do in other accounts, `byName` what single functions may do.
 */
export function composeFunctions(
  deployedActions: readonly DeployedAction[],
  evidence: Readonly<Partial<Record<EvidenceKind, Permissions>>> = {},
  metricsElsewhere: readonly LocatedStatements[] = [],
  byName: Readonly<Record<string, Permissions>> = {},
): readonly FunctionSpec[] {
  const reachable = deployedActions.filter(
    ({ statements, elsewhere = [] }) => statements.length + elsewhere.length > 0,
  );
  const byAction = new Map<string, Permissions>(reachable.map((action) => [action.kind, action]));
  return listHandlers(reachable).map((handler) => {
    const all: readonly (Permissions | undefined)[] = [
      handler.evidence === null ? undefined : evidence[handler.evidence],
      byAction.get(handler.actionKind ?? ''),
      byName[handler.name],
      handler.capabilities.includes('read-metrics')
        ? { statements: [], elsewhere: metricsElsewhere }
        : undefined,
    ];
    return {
      ...handler,
      statements: all.flatMap((each) => each?.statements ?? []),
      elsewhere: byAccount(all.flatMap((each) => each?.elsewhere ?? [])),
    };
  });
}

/** Each location once. */
function byAccount(located: readonly LocatedStatements[]): readonly LocatedStatements[] {
  const groups = Map.groupBy(located, ({ location }) => location.id);
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ location }) => ({
      location,
      statements: group.flatMap(({ statements }) => statements),
    })),
  );
}
