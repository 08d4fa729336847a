import {
  AppConfigClient,
  CreateHostedConfigurationVersionCommand,
  GetConfigurationProfileCommand,
  GetHostedConfigurationVersionCommand,
  ListHostedConfigurationVersionsCommand,
  type ListHostedConfigurationVersionsCommandOutput,
} from '@aws-sdk/client-appconfig';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';

export interface ProfileName {
  readonly application: string;
  readonly profile: string;
}

/** A profile keeps 100 versions unless its quota is raised. */
const mostPages = 40;

/** Content of a hosted configuration version; null when there is none. GetHostedConfigurationVersion. */
export async function readConfiguration(
  aws: AwsClients,
  name: ProfileName,
  version: string,
): Promise<string | null> {
  const command = new GetHostedConfigurationVersionCommand({
    ...profileOf(name),
    VersionNumber: Number(version),
  });
  const found = await orOnFault(aws.get(AppConfigClient).send(command), ['ResourceNotFoundException'], null);
  return found === null ? null : new TextDecoder().decode(found.Content);
}

/** Number of the newest hosted version, 0 when there is none. */
export async function latestConfigurationNumber(aws: AwsClients, name: ProfileName): Promise<number> {
  return Math.max(0, ...(await listConfigurationNumbers(aws, name)));
}

/**
 * Whether a version is there to be deployed. What AppConfig does not host (S3, Parameter Store …) is not looked at: AppConfig
 * looks itself before it deploys. https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_GetConfigurationProfile.html
 */
export async function hasConfigurationVersion(
  aws: AwsClients,
  name: ProfileName,
  version: string,
): Promise<boolean> {
  const { LocationUri } = await aws
    .get(AppConfigClient)
    .send(new GetConfigurationProfileCommand(profileOf(name)));
  if (LocationUri !== 'hosted') return true;
  return (await listConfigurationNumbers(aws, name)).includes(Number(version));
}

/**
 * Numbers of the hosted versions. ListHostedConfigurationVersions, all pages: nothing says in which order they come.
 * https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_ListHostedConfigurationVersions.html
 */
async function listConfigurationNumbers(aws: AwsClients, name: ProfileName): Promise<readonly number[]> {
  const numbers: number[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { Items = [], NextToken }: ListHostedConfigurationVersionsCommandOutput = await aws
      .get(AppConfigClient)
      .send(
        new ListHostedConfigurationVersionsCommand({ ...profileOf(name), MaxResults: 50, NextToken: next }),
      );
    numbers.push(...Items.flatMap(({ VersionNumber }) => VersionNumber ?? []));
    next = NextToken;
    if (!next) break;
  }
  return numbers;
}

/**
 * Stores a new hosted version if `latestNumber` still is the newest, else `conflict` and nothing is stored. Nothing
 * uses a version before it is deployed. CreateHostedConfigurationVersion; gives the new version's number.
 */
export async function createConfiguration(
  aws: AwsClients,
  name: ProfileName,
  content: string,
  latestNumber: number,
  description: string,
): Promise<number | 'conflict'> {
  const command = new CreateHostedConfigurationVersionCommand({
    ...profileOf(name),
    Description: description,
    Content: new TextEncoder().encode(content),
    ContentType: 'application/json',
    LatestVersionNumber: latestNumber,
  });
  const stored = await orOnFault(
    aws.get(AppConfigClient, 'once').send(command),
    ['ConflictException'],
    'conflict',
  );
  if (stored === 'conflict') return stored;
  if (stored.VersionNumber !== undefined) return stored.VersionNumber;
  throw new DependencyUnavailableError('AppConfig does not tell the number of the version that it stored');
}

function profileOf({ application, profile }: ProfileName) {
  return { ApplicationId: application, ConfigurationProfileId: profile };
}
