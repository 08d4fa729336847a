import type { LocalResponse } from '../../../cloud/http/loopback-server.ts';
import { type RestCall, restJson, restResponse } from '../../protocol/rest-json.ts';
import { holdsToken } from '../secrets-manager/holds-token.ts';
import { turnFlag, type UnleashFlag, type UnleashState } from './unleash-state.ts';

type Call = RestCall<UnleashState>;

/** A hosted server has a path of its own before the API's. */
const environment = '/api/admin/projects/{project}/features/{flag}/environments/{environment}';
const prefixes = ['', '/{instance}'];

/** https://docs.getunleash.io/api-overview */
export const unleashProtocol = restJson<UnleashState>(
  prefixes.flatMap((prefix) => [
    {
      operation: 'GetFeatureEnvironment',
      method: 'GET',
      path: `${prefix}${environment}`,
      answer: (call: Call) =>
        ofFlag(call, ({ flag, environment: name, on }) =>
          restResponse(200, { name, featureName: flag, environment: name, enabled: on, strategies: [] }),
        ),
    },
    switching(prefix, true),
    switching(prefix, false),
    { operation: 'SearchEvents', method: 'GET', path: `${prefix}/api/admin/search/events`, answer: events },
  ]),
);

/** https://docs.getunleash.io/api/toggle-feature-environment-off */
function switching(prefix: string, on: boolean) {
  return {
    operation: on ? 'ToggleFeatureEnvironmentOn' : 'ToggleFeatureEnvironmentOff',
    method: 'POST',
    path: `${prefix}${environment}/${on ? 'on' : 'off'}`,
    answer: (call: Call) =>
      ofFlag(call, (flag) => {
        turnFlag(call.state, flag, { on, by: 'firebreak', atMs: call.nowMs });
        call.save();
        return { status: 200 };
      }),
  };
}

/** Newest first, of all environments. https://docs.getunleash.io/api/search-events */
function events(call: Call): LocalResponse {
  const own = flagsOf(call);
  if (own.length === 0) return refusal(401, 'AuthenticationRequired');
  const { query } = call.request;
  const is = (name: string) => /^IS:(.+)$/.exec(query.get(name) ?? '')?.[1];
  const found = own
    .filter(({ flag, project }) => flag === is('feature') && project === is('project'))
    .flatMap((flag) => flag.events.map((event) => ({ ...event, flag })))
    .toSorted((a, b) => b.id - a.id);
  return restResponse(200, {
    events: found.slice(0, Number(query.get('limit') ?? '50')).map(({ flag, ...event }) => ({
      ...event,
      createdByUserId: 1,
      project: flag.project,
      environment: flag.environment,
      featureName: flag.flag,
      data: null,
      preData: null,
      tags: [],
    })),
    total: found.length,
  });
}

/** Those of the server that is meant, if the token is one of its own. */
function flagsOf(call: Call): readonly UnleashFlag[] {
  const { headers, path } = call.request;
  const instance = /^(.*?)\/api\/admin\//.exec(path)?.[1] ?? '';
  const server = `${String(headers['x-forwarded-host'])}${instance}`;
  return call.state.flags.filter((flag) => flag.server === server && holdsToken(call, flag.tokenSecret));
}

function ofFlag(call: Call, answer: (flag: UnleashFlag) => LocalResponse): LocalResponse {
  const own = flagsOf(call);
  if (own.length === 0) return refusal(401, 'AuthenticationRequired');
  const flag = own.find((one) =>
    (['project', 'flag', 'environment'] as const).every((name) => one[name] === call.parameter(name)),
  );
  return flag === undefined ? refusal(404, 'NotFoundError') : answer(flag);
}

function refusal(status: number, name: string): LocalResponse {
  return restResponse(status, { id: 'simulated', name, message: 'The request was refused.' });
}
