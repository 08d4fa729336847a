import * as z from 'zod';
import { type RestCall, restJson, restResponse } from '../../protocol/rest-json.ts';
import { holdsToken } from '../secrets-manager/holds-token.ts';
import { findFlag, type LaunchDarklyFlag, type LaunchDarklyState, turnFlag } from './launchdarkly-state.ts';

type Call = RestCall<LaunchDarklyState>;

const patchSchema = z.strictObject({
  environmentKey: z.string(),
  comment: z.string().optional(),
  instructions: z.array(z.strictObject({ kind: z.enum(['turnFlagOn', 'turnFlagOff']) })).length(1),
});

/** https://launchdarkly.com/docs/api/feature-flags/update-feature-flag: without this it would be a JSON patch. */
const semanticPatch = /^application\/json; ?domain-model=launchdarkly\.semanticpatch$/;

/** https://launchdarkly.com/docs/api */
export const launchDarklyProtocol = restJson<LaunchDarklyState>([
  {
    operation: 'GetFeatureFlag',
    method: 'GET',
    path: '/api/v2/flags/{project}/{flag}',
    answer: (call) => ofFlag(call, call.request.query.get('env') ?? '', (flag) => described(flag)),
  },
  { operation: 'PatchFeatureFlag', method: 'PATCH', path: '/api/v2/flags/{project}/{flag}', answer: patch },
  { operation: 'GetAuditLogEntries', method: 'GET', path: '/api/v2/auditlog', answer: auditLog },
]);

function patch(call: Call) {
  const { request, nowMs, save } = call;
  const input = patchSchema.safeParse(JSON.parse(request.body.toString('utf8')));
  if (!semanticPatch.test(request.headers['content-type'] ?? '') || !input.success) {
    return refusal(400, 'invalid_request', 'The body is no semantic patch.');
  }
  const { environmentKey, instructions, comment = '' } = input.data;
  return ofFlag(call, environmentKey, (flag) => {
    if (flag.archived) return refusal(400, 'invalid_request', 'The flag is archived.');
    turnFlag(flag, instructions[0]?.kind === 'turnFlagOn', nowMs, 'firebreak', comment);
    save();
    return described(flag);
  });
}

const specification = /^proj\/([^:/]+):env\/([^:/]+):flag\/([^:/]+)$/;

/** Newest first. https://launchdarkly.com/docs/api/audit-log/get-audit-log-entries */
function auditLog(call: Call) {
  const { query } = call.request;
  const limit = Number(query.get('limit') ?? '10');
  if (limit > 20) return refusal(400, 'invalid_request', 'limit may be at most 20.');
  const [, project = '', environment = '', name = ''] = specification.exec(query.get('spec') ?? '') ?? [];
  return ofFlag(
    call,
    environment,
    ({ audit, flag }) => {
      const resource = `proj/${project}:env/${environment}:flag/${flag}`;
      const entries = audit
        .filter(({ at }) => Date.parse(at) > Number(query.get('after') ?? '0'))
        .toReversed();
      return restResponse(200, {
        _links: { self: { href: '/api/v2/auditlog', type: 'application/json' } },
        items: entries.slice(0, limit).map(({ id, at, action, by, comment }) => ({
          _links: { self: { href: `/api/v2/auditlog/${id}`, type: 'application/json' } },
          _id: id,
          _accountId: 'simulated',
          date: Date.parse(at),
          accesses: [{ action, resource }],
          kind: 'flag',
          name: flag,
          description: '',
          shortDescription: '',
          comment,
          member: { _links: {}, _id: by, email: `${by}@shop.example` },
          titleVerb: 'updated the flag',
          target: { _links: {}, name: flag, resources: [resource] },
        })),
      });
    },
    { project, flag: name },
  );
}

function ofFlag(
  call: Call,
  environment: string,
  answer: (flag: LaunchDarklyFlag) => ReturnType<typeof restResponse>,
  given?: { readonly project: string; readonly flag: string },
) {
  const host = String(call.request.headers['x-forwarded-host']);
  const named = given ?? { project: call.parameter('project'), flag: call.parameter('flag') };
  const anyOfProject = findFlag(call.state, { host, project: named.project });
  if (anyOfProject === undefined || !holdsToken(call, anyOfProject.tokenSecret)) {
    return refusal(401, 'unauthorized', 'Invalid access token');
  }
  const flag = findFlag(call.state, { host, environment, ...named });
  return flag === undefined ? refusal(404, 'not_found', 'Resource not found') : answer(flag);
}

function described({ flag, environment, on, version, archived, history }: LaunchDarklyFlag) {
  return restResponse(200, {
    name: flag,
    kind: 'boolean',
    key: flag,
    _version: version,
    archived,
    temporary: true,
    variations: [{ value: true }, { value: false }],
    environments: {
      [environment]: {
        on,
        archived,
        version,
        lastModified: Date.parse(history.at(-1)?.at ?? ''),
        targets: [],
        rules: [],
        fallthrough: { variation: 0 },
        offVariation: 1,
        prerequisites: [],
      },
    },
  });
}

function refusal(status: number, code: string, message: string) {
  return restResponse(status, { code, message });
}
