import type { LocalResponse } from '../../../cloud/http/loopback-server.ts';
import { pageOf } from '../../protocol/page.ts';
import { type RestCall, type RestRoute, restJson, restResponse } from '../../protocol/rest-json.ts';
import {
  type AppConfigState,
  type ConfigurationProfile,
  type Environment,
  findVersion,
} from './appconfig-state.ts';
import { inProgress } from './deployment-progress.ts';
import { getDeployment, listDeployments, startDeployment, stopDeployment } from './deployment-routes.ts';
import { badRequest, conflict, environmentOf, notFound, profileOf } from './find-resource.ts';
import { flagValues } from './flag-document.ts';

type Call = RestCall<AppConfigState>;

const application = '/applications/{ApplicationId}';
const versions = `${application}/configurationprofiles/{ConfigurationProfileId}/hostedconfigurationversions`;
const deployments = `${application}/environments/{EnvironmentId}/deployments`;

const routes: readonly RestRoute<AppConfigState>[] = [
  { operation: 'ListApplications', method: 'GET', path: '/applications', answer: listApplications },
  {
    operation: 'ListEnvironments',
    method: 'GET',
    path: `${application}/environments`,
    answer: listEnvironments,
  },
  {
    operation: 'GetEnvironment',
    method: 'GET',
    path: `${application}/environments/{EnvironmentId}`,
    answer: getEnvironment,
  },
  {
    operation: 'ListConfigurationProfiles',
    method: 'GET',
    path: `${application}/configurationprofiles`,
    answer: listProfiles,
  },
  {
    operation: 'GetConfigurationProfile',
    method: 'GET',
    path: `${application}/configurationprofiles/{ConfigurationProfileId}`,
    answer: getProfile,
  },
  { operation: 'ListHostedConfigurationVersions', method: 'GET', path: versions, answer: listVersions },
  {
    operation: 'GetHostedConfigurationVersion',
    method: 'GET',
    path: `${versions}/{VersionNumber}`,
    answer: getVersion,
  },
  { operation: 'CreateHostedConfigurationVersion', method: 'POST', path: versions, answer: createVersion },
  { operation: 'ListDeployments', method: 'GET', path: deployments, answer: listDeployments },
  {
    operation: 'GetDeployment',
    method: 'GET',
    path: `${deployments}/{DeploymentNumber}`,
    answer: getDeployment,
  },
  { operation: 'StartDeployment', method: 'POST', path: deployments, answer: startDeployment },
  {
    operation: 'StopDeployment',
    method: 'DELETE',
    path: `${deployments}/{DeploymentNumber}`,
    answer: stopDeployment,
  },
];

/** AppConfig's REST API for hosted configuration; names are the same as ids. https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/ */
export const appConfigProtocol = restJson(routes);

function listApplications(call: Call): LocalResponse {
  const ids = [...new Set(call.state.profiles.map((one) => one.application))];
  return listResponse(
    call,
    ids.map((id) => ({ Id: id, Name: id })),
  );
}

function listEnvironments(call: Call): LocalResponse {
  const id = call.parameter('ApplicationId');
  return listResponse(
    call,
    call.state.environments
      .filter((one) => one.application === id)
      .map((environment) => describeEnvironment(call, environment)),
  );
}

function getEnvironment(call: Call): LocalResponse {
  return restResponse(200, describeEnvironment(call, environmentOf(call)));
}

function describeEnvironment({ nowMs }: Call, environment: Environment) {
  return {
    ApplicationId: environment.application,
    Id: environment.id,
    Name: environment.name,
    State: inProgress(environment, nowMs) === null ? 'READY_FOR_DEPLOYMENT' : 'DEPLOYING',
  };
}

function listProfiles(call: Call): LocalResponse {
  const id = call.parameter('ApplicationId');
  const profiles = call.state.profiles.filter((one) => one.application === id);
  return listResponse(call, profiles.map(describeProfile));
}

function getProfile(call: Call): LocalResponse {
  return restResponse(200, describeProfile(profileOf(call)));
}

function describeProfile({ application: id, ...profile }: ConfigurationProfile) {
  return {
    ApplicationId: id,
    Id: profile.id,
    Name: profile.name,
    LocationUri: 'hosted',
    Type: profile.type,
  };
}

function listVersions(call: Call): LocalResponse {
  const profile = profileOf(call);
  const list = profile.versions.flatMap(({ description, contentType, isDeleted }, index) =>
    isDeleted === true
      ? []
      : {
          ApplicationId: profile.application,
          ConfigurationProfileId: profile.id,
          VersionNumber: index + 1,
          Description: description,
          ContentType: contentType,
        },
  );
  return listResponse(call, list.toReversed());
}

function getVersion(call: Call): LocalResponse {
  return versionResponse(200, profileOf(call), Number(call.parameter('VersionNumber')));
}

function createVersion(call: Call): LocalResponse {
  const profile = profileOf(call);
  const { headers, body } = call.request;
  const latest = headers['latest-version-number'];
  if (latest !== undefined && Number(latest) !== profile.versions.length) {
    throw conflict('Latest version number does not match.');
  }
  const content = body.toString('utf8');
  if (profile.type === 'AWS.AppConfig.FeatureFlags' && Object.keys(flagValues(content)).length === 0) {
    throw badRequest('The content holds no flag values.');
  }
  const number = profile.versions.push({
    content,
    contentType: headers['content-type'] ?? 'application/json',
    description: String(headers['description'] ?? ''),
  });
  call.save();
  return versionResponse(201, profile, number);
}

function versionResponse(status: number, profile: ConfigurationProfile, number: number): LocalResponse {
  const version = findVersion(profile, number);
  if (version === undefined) throw notFound(`configuration version ${number}`);
  return {
    status,
    headers: {
      'content-type': version.contentType,
      'application-id': profile.application,
      'configuration-profile-id': profile.id,
      'version-number': String(number),
      description: version.description,
    },
    body: version.content,
  };
}

function listResponse(call: Call, list: readonly object[]): LocalResponse {
  const { query } = call.request;
  const size = Math.min(Number(query.get('max_results') ?? 50), 50, call.mostPerPage);
  const { entries, nextToken } = pageOf(list, query.get('next_token'), size, 'BadRequestException');
  return restResponse(200, { Items: entries, NextToken: nextToken });
}
