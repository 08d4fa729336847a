import * as z from 'zod/mini';
import type { AwsCall, AwsCaller } from '../../ports/aws-caller.ts';
import { unexpectedAnswer } from './unexpected-answer.ts';

export interface ProfileName {
  readonly application: string;
  readonly profile: string;
}

const versionsSchema = z.object({ Items: z.nullish(z.array(z.object({ VersionNumber: z.int() }))) });

/** Content of a hosted configuration version; null when there is none. GetHostedConfigurationVersion. */
export async function readConfiguration(
  aws: AwsCaller,
  name: ProfileName,
  version: string,
): Promise<string | null> {
  const call: AwsCall = {
    service: 'appconfig',
    method: 'GET',
    path: `${versionsPath(name)}/${encodeURIComponent(version)}`,
  };
  const answer = await aws.call(call);
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw unexpectedAnswer(call, answer);
  return answer.body;
}

/** Number of the newest hosted version, 0 when there is none. ListHostedConfigurationVersions, newest first. */
export async function latestConfigurationNumber(aws: AwsCaller, name: ProfileName): Promise<number> {
  const call: AwsCall = { service: 'appconfig', method: 'GET', path: `${versionsPath(name)}?max_results=50` };
  const answer = await aws.call(call);
  if (answer.status !== 200) throw unexpectedAnswer(call, answer);
  const { Items } = versionsSchema.parse(JSON.parse(answer.body));
  return Math.max(0, ...(Items ?? []).map(({ VersionNumber }) => VersionNumber));
}

/**
 * Stores a new hosted version if `latestNumber` still is the newest, else `conflict` and nothing is stored. Nothing
 * uses a version before it is deployed. CreateHostedConfigurationVersion; gives the new version's number.
 */
export async function createConfiguration(
  aws: AwsCaller,
  name: ProfileName,
  content: string,
  latestNumber: number,
  description: string,
): Promise<number | 'conflict'> {
  const call: AwsCall = {
    service: 'appconfig',
    method: 'POST',
    path: versionsPath(name),
    headers: {
      'content-type': 'application/json',
      description,
      'latest-version-number': String(latestNumber),
    },
    body: content,
  };
  const answer = await aws.call(call);
  if (answer.status === 409) return 'conflict';
  if (answer.status !== 201 && answer.status !== 200) throw unexpectedAnswer(call, answer);
  return Number(answer.headers['version-number']);
}

function versionsPath({ application, profile }: ProfileName): string {
  return `/applications/${encodeURIComponent(application)}/configurationprofiles/${encodeURIComponent(
    profile,
  )}/hostedconfigurationversions`;
}
