import * as z from 'zod/mini';
import { utcMinute } from '../../domain/utc-minute.ts';
import type { IrreversibleAction } from '../../ports/plug-ins/action.ts';
import { type AccessKeyId, accessKey, accessKeyFields } from '../../resources/access-key.ts';
import { allow } from '../../resources/allow.ts';
import { type KeyUse, readKeyStatus, readLastUse, writeKeyStatus } from '../../resources/aws/access-keys.ts';
import { iamName } from '../../resources/iam-name.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf } from '../setting/move-outcomes.ts';
import { moveSetting } from '../setting/move-setting.ts';

const paramsSchema = z.object(accessKeyFields);
type State = { readonly lastUse: KeyUse | null };
const [on, off] = ['Active', 'Inactive'] as const;

/** Makes an access key of an IAM user useless until a person activates it again. */
export const deactivateAccessKey: IrreversibleAction<AccessKeyId, State, AccessKeyId> = {
  kind: 'deactivate-access-key',
  title: 'Deactivate an access key that leaked',
  target: accessKey,
  phase: 'stabilize',
  risk: 'irreversible',
  irreversibleBecause:
    'Automation never gives a key back that may be in the wrong hands: a person activates it, or replaces it',
  repeat: 'set',
  params: paramsSchema,
  plan: ({ target: { id }, change }) =>
    change === null
      ? { ok: true, params: id }
      : { ok: false, reason: `deactivating the ${accessKey.describe(id)} does not revert a change` },
  summary: (params) =>
    `Deactivate the ${accessKey.describe(params)}: whoever uses it, rightly or not, is refused from then on`,
  howToRestore: (params) =>
    `Give what needs the ${accessKey.describe(params)} a new key, and delete this one. Only if it never leaked: aws iam update-access-key --user-name ${iamName(params.user)} --access-key-id ${params.accessKeyId} --status Active`,
  backport: ({ user }) =>
    `Replace the key of ${user} where it is kept, or better, let what uses it assume a role; name the new key in services.yaml`,
  // IAM tells its Regions within a minute.
  expects: errorRateRecovers({ withinSeconds: 900 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  echoes: [
    {
      metric: 'errorRate',
      goes: 'up',
      fadesAfterMinutes: 15,
      because: 'what rightly uses the key is refused',
    },
    { metric: 'traffic', goes: 'down', because: 'what uses the key gets no further' },
  ],

  iam: (targets) =>
    allow(
      ['iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed', 'iam:UpdateAccessKey'],
      targets.map(({ id }) => accessKey.arns(id).user),
    ),

  async preflight({ aws }, params) {
    const status = await readKeyStatus(aws, params);
    const name = accessKey.describe(params);
    if (status === null) return { ok: false, reason: `There is no ${name}` };
    if (status !== on) return { ok: false, reason: `The ${name} is ${status.toLowerCase()} already` };
    return { ok: true, preState: { lastUse: await readLastUse(aws, params) } };
  },

  async execute({ aws }, params, { lastUse }) {
    const move = await moveSetting(
      {
        read: async () => await readKeyStatus(aws, params),
        write: async () => await writeKeyStatus(aws, params, off),
        same: (a: string, b: string) => a === b,
      },
      on,
      off,
    );
    const name = `the ${accessKey.describe(params)}`;
    return executionOf(
      move,
      {
        name,
        done: `The ${accessKey.describe(params)} is inactive: ${useText(lastUse)}`,
        asked: `${name} is inactive`,
        found: (status) => `which is ${status.toLowerCase()}`,
      },
      { status: off },
    );
  },
};

function useText(use: KeyUse | null): string {
  return use === null
    ? 'it was never used'
    : `it was last used at ${utcMinute(use.at)} on ${use.at.slice(0, 10)}, for ${use.service} in ${use.region}`;
}
