import {
  LambdaClient,
  ListVersionsByFunctionCommand,
  type ListVersionsByFunctionCommandOutput,
} from '@aws-sdk/client-lambda';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Change } from '../../domain/records/evidence.ts';
import type { Resource } from '../../domain/records/resource.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { readAlias } from '../../resources/aws/lambda-aliases.ts';
import { consolePage } from '../../resources/console-page.ts';
import { type LambdaAliasId, lambdaAlias } from '../../resources/lambda-alias.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import type { ChangesReader } from './changes-reader.ts';

interface Version {
  readonly number: number;
  /** When it was published, ISO 8601 UTC. */
  readonly publishedAt: string;
  readonly codeSha256: string | null;
}

const mostPages = 40;

/**
 * Which versions an alias sends traffic to, since when, and how to go back. Lambda does not tell when an alias was
 * moved; deploying publishes a version and moves the alias to it, so the time of publishing stands for it. Nor does it tell
 * who did it, how much of the code differs (the size of the package says nothing of that), or where the alias was before.
 */
export function createLambdaChangesReader(aws: AwsClients): ChangesReader {
  return {
    name: 'Lambda',
    async read({ service }) {
      const aliases = resourcesOf([service], lambdaAlias);
      const found = await Promise.all(aliases.map((alias) => readAliasChanges(aws, service, alias)));
      return found.flat();
    },
  };
}

/** What the reader may call. */
export function lambdaChangesIam(services: readonly ServicePolicy[]): readonly IamStatement[] {
  return allow(
    ['lambda:GetAlias', 'lambda:ListVersionsByFunction'],
    resourcesOf(services, lambdaAlias).map(({ id }) => lambdaAlias.arns(id).function),
  );
}

async function readAliasChanges(
  aws: AwsClients,
  service: ServicePolicy,
  resource: Resource<LambdaAliasId>,
): Promise<Change[]> {
  const alias = await readAlias(aws, resource.id);
  if (alias === null) return [];
  const versions = await listVersions(aws, resource.id.functionName);
  const live = [alias.version, ...Object.keys(alias.weights)];
  return live.flatMap((number) => {
    const version = versions.find((candidate) => String(candidate.number) === number);
    if (version === undefined) return [];
    const before = versions.filter((other) => other.number < version.number).at(-1) ?? null;
    return [deployment(service, resource, version, before, alias.weights[number] ?? null)];
  });
}

function deployment(
  service: ServicePolicy,
  resource: Resource<LambdaAliasId>,
  version: Version,
  before: Version | null,
  share: number | null,
): Change {
  const traffic = share === null ? '' : ` for ${Math.round(share * 100)} % of the requests`;
  const sameCode =
    before === null || before.codeSha256 === null || before.codeSha256 !== version.codeSha256
      ? ''
      : `, with the code of version ${before.number}: only its configuration differs`;
  return {
    id: `${resource.key}@${version.number}`,
    kind: 'lambda-deployment',
    service: service.id,
    resource,
    summary: `${lambdaAlias.describe(resource.id, String(version.number))}${traffic}${sameCode}`,
    ...(share === null ? {} : { share }),
    before: before && String(before.number),
    after: String(version.number),
    at: version.publishedAt,
    actor: null,
    size: null,
    trackRecord: null,
    link: consolePage(
      service.region,
      '/lambda/home',
      `#/functions/${encodeURIComponent(lambdaAlias.name(resource.id))}/versions/${version.number}`,
    ),
  };
}

/** Published versions, lowest first. https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
async function listVersions(aws: AwsClients, functionName: string): Promise<readonly Version[]> {
  const versions: Version[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { Versions = [], NextMarker }: ListVersionsByFunctionCommandOutput = await aws
      .get(LambdaClient)
      .send(new ListVersionsByFunctionCommand({ FunctionName: functionName, Marker: next, MaxItems: 50 }));
    for (const { Version = '', LastModified = '', CodeSha256 = null } of Versions) {
      if (!/^\d+$/.test(Version)) continue;
      versions.push({
        number: Number(Version),
        publishedAt: isoTime(LastModified),
        codeSha256: CodeSha256,
      });
    }
    next = NextMarker;
    if (!next) break;
  }
  return versions.sort((a, b) => a.number - b.number);
}

/** Lambda writes `2026-03-01T02:00:40.000+0000`. */
function isoTime(text: string): string {
  return new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')).toISOString();
}
