import * as z from 'zod/mini';
import { unexpectedResponse } from '../../adapters/aws/clients/unexpected-response.ts';
import type { AwsCall, AwsCaller } from '../../ports/aws-caller.ts';

export interface ProfileName {
  readonly application: string;
  readonly profile: string;
}

const versionsSchema = z.object({
  Items: z.nullish(z.array(z.object({ VersionNumber: z.int() }))),
  NextToken: z.nullish(z.string()),
});
/** A profile keeps 100 versions unless its quota is raised. */
const mostPages = 40;

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
  const response = await aws.call(call);
  if (response.status === 404) return null;
  if (response.status !== 200) throw unexpectedResponse(call, response);
  return response.body;
}

/**
 * Number of the newest hosted version, 0 when there is none. ListHostedConfigurationVersions, all pages: nothing says in
 * which order they come. https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_ListHostedConfigurationVersions.html
 */
export async function latestConfigurationNumber(aws: AwsCaller, name: ProfileName): Promise<number> {
  let newest = 0;
  let nextToken: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const from = nextToken === null ? '' : `&next_token=${encodeURIComponent(nextToken)}`;
    const path = `${versionsPath(name)}?max_results=50${from}`;
    const call: AwsCall = { service: 'appconfig', method: 'GET', path };
    const response = await aws.call(call);
    if (response.status !== 200) throw unexpectedResponse(call, response);
    const { Items, NextToken } = versionsSchema.parse(JSON.parse(response.body));
    newest = Math.max(newest, ...(Items ?? []).map(({ VersionNumber }) => VersionNumber));
    nextToken = NextToken ?? null;
    if (nextToken === null) break;
  }
  return newest;
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
  const response = await aws.call(call);
  if (response.status === 409) return 'conflict';
  if (response.status !== 201 && response.status !== 200) throw unexpectedResponse(call, response);
  return Number(response.headers['version-number']);
}

function versionsPath({ application, profile }: ProfileName): string {
  return `/applications/${encodeURIComponent(application)}/configurationprofiles/${encodeURIComponent(
    profile,
  )}/hostedconfigurationversions`;
}
