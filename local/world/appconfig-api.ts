import { awsError, jsonResponse } from '../cloud/http/json-response.ts';
import type { LocalRequest, LocalResponse } from '../cloud/http/loopback-server.ts';
import { type Account, type FlagProfile, flagValues } from './account.ts';

interface Call {
  readonly request: LocalRequest;
  readonly profile: FlagProfile;
  /** The number at the end of the path, if any. */
  readonly number: number;
}

type Route = readonly [method: string, pattern: RegExp, answer: (call: Call) => LocalResponse];

/** AppConfig's REST API for hosted feature flags; names are the same as ids. https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/ */
export class AppConfigApi {
  readonly #account: Account;
  readonly #now: () => number;
  readonly #routes: readonly Route[];

  constructor(account: Account, now: () => number) {
    this.#account = account;
    this.#now = now;
    const app = '/applications/(?<app>[^/]+)';
    const env = `${app}/environments/(?<env>[^/]+)`;
    const versions = `${app}/configurationprofiles/(?<profile>[^/]+)/hostedconfigurationversions`;
    this.#routes = [
      ['GET', path(`${app}/environments`), ({ profile }) => this.#environments(profile)],
      ['GET', path(`${app}/configurationprofiles`), ({ profile }) => this.#profiles(profile)],
      ['GET', path(versions), ({ profile }) => listVersions(profile)],
      ['GET', path(`${versions}/(?<number>\\d+)`), getVersion],
      ['POST', path(versions), (call) => this.#createVersion(call)],
      ['GET', path(`${env}/deployments`), ({ profile }) => listDeployments(profile)],
      ['GET', path(`${env}/deployments/(?<number>\\d+)`), getDeployment],
      ['POST', path(`${env}/deployments`), (call) => this.#startDeployment(call)],
    ];
  }

  async answer(request: LocalRequest): Promise<LocalResponse> {
    if (request.method === 'GET' && request.path === '/applications') return this.#applications();
    for (const [method, pattern, answer] of this.#routes) {
      const groups = request.method === method ? pattern.exec(request.path)?.groups : undefined;
      if (groups === undefined) continue;
      const profile = this.#account.profiles.find(
        (one) =>
          one.application === groups['app'] &&
          (groups['env'] === undefined || one.environment === groups['env']) &&
          (groups['profile'] === undefined || one.profile === groups['profile']),
      );
      if (profile === undefined) return notFound(request.path);
      return answer({ request, profile, number: Number(groups['number']) });
    }
    return notFound(request.path);
  }

  #applications(): LocalResponse {
    const names = new Set(this.#account.profiles.map(({ application }) => application));
    return items([...names].map((name) => ({ Id: name, Name: name })));
  }

  #environments({ application }: FlagProfile): LocalResponse {
    const names = new Set(this.#profilesOf(application).map(({ environment }) => environment));
    return items(
      [...names].map((name) => ({
        ApplicationId: application,
        Id: name,
        Name: name,
      })),
    );
  }

  #profiles({ application }: FlagProfile): LocalResponse {
    return items(
      this.#profilesOf(application).map(({ profile }) => ({
        ApplicationId: application,
        Id: profile,
        Name: profile,
        LocationUri: 'hosted',
        Type: 'AWS.AppConfig.FeatureFlags',
      })),
    );
  }

  #profilesOf(application: string): readonly FlagProfile[] {
    return this.#account.profiles.filter((one) => one.application === application);
  }

  #createVersion({ request, profile }: Call): LocalResponse {
    const latest = request.headers['latest-version-number'];
    if (latest !== undefined && Number(latest) !== profile.versions.length) {
      return awsError(409, 'ConflictException', 'Latest version number does not match.');
    }
    const content = request.body.toString('utf8');
    if (Object.keys(flagValues(content)).length === 0) {
      return awsError(400, 'BadRequestException', 'The content holds no flag values.');
    }
    const description = String(request.headers['description'] ?? '');
    const number = this.#account.addConfiguration(profile, content, description);
    return versionResponse(201, profile, number);
  }

  #startDeployment({ request, profile }: Call): LocalResponse {
    const body: Record<string, unknown> = JSON.parse(request.body.toString('utf8'));
    const version = Number(body['ConfigurationVersion']);
    const latest = body['LatestDeploymentNumber'];
    if (latest !== undefined && Number(latest) !== profile.deployments.length) {
      return awsError(409, 'ConflictException', 'Latest deployment number does not match.');
    }
    if (body['ConfigurationProfileId'] !== profile.profile || profile.versions[version - 1] === undefined) {
      return notFound(`configuration version ${version}`);
    }
    const { Description: given } = body;
    const description = typeof given === 'string' ? given : '';
    const number = this.#account.deployConfiguration(profile, version, description, this.#now());
    return jsonResponse(201, deployment(profile, number));
  }
}

function path(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}

function items(list: readonly unknown[]): LocalResponse {
  return jsonResponse(200, { Items: list });
}

function notFound(what: string): LocalResponse {
  return awsError(404, 'ResourceNotFoundException', `Resource not found: ${what}`);
}

function listVersions(profile: FlagProfile): LocalResponse {
  const list = profile.versions.map(({ description }, index) => ({
    ApplicationId: profile.application,
    ConfigurationProfileId: profile.profile,
    VersionNumber: index + 1,
    Description: description,
    ContentType: 'application/json',
  }));
  return items(list.toReversed());
}

function getVersion({ profile, number }: Call): LocalResponse {
  return profile.versions[number - 1] === undefined
    ? notFound(`configuration version ${number}`)
    : versionResponse(200, profile, number);
}

function versionResponse(status: number, profile: FlagProfile, number: number): LocalResponse {
  const version = profile.versions[number - 1];
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'application-id': profile.application,
      'configuration-profile-id': profile.profile,
      'version-number': String(number),
      description: version?.description ?? '',
    },
    body: version?.content ?? '',
  };
}

function listDeployments(profile: FlagProfile): LocalResponse {
  return items(profile.deployments.map((_, index) => deployment(profile, index + 1)).toReversed());
}

function getDeployment({ profile, number }: Call): LocalResponse {
  return profile.deployments[number - 1] === undefined
    ? notFound(`deployment ${number}`)
    : jsonResponse(200, deployment(profile, number));
}

function deployment(profile: FlagProfile, number: number): unknown {
  const one = profile.deployments[number - 1];
  return {
    ApplicationId: profile.application,
    EnvironmentId: profile.environment,
    ConfigurationProfileId: profile.profile,
    ConfigurationName: profile.profile,
    ConfigurationLocationUri: 'hosted',
    ConfigurationVersion: String(one?.version),
    DeploymentStrategyId: 'AppConfig.AllAtOnce',
    DeploymentNumber: number,
    DeploymentDurationInMinutes: 0,
    GrowthType: 'LINEAR',
    GrowthFactor: 100,
    FinalBakeTimeInMinutes: 0,
    Description: one?.description,
    PercentageComplete: 100,
    State: 'COMPLETE',
    StartedAt: one?.at,
    CompletedAt: one?.at,
  };
}
