import * as z from 'zod/mini';
import type { IrreversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import {
  readRevocation,
  readRolePath,
  revocationBefore,
  revokedBefore,
  writeRevocation,
} from '../../resources/aws/role-sessions.ts';
import { iamName } from '../../resources/iam-name.ts';
import { type IamRoleId, iamRole, iamRoleFields } from '../../resources/iam-role.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf } from '../setting/move-outcomes.ts';
import { moveSetting } from '../setting/move-setting.ts';

const paramsSchema = z.object(iamRoleFields);
/** `before`: the role's revocation as it was found; `at`: sessions from before it are revoked. */
type State = { readonly before: string; readonly at: string };

/** Makes every session of a role useless that began before now. Sessions that begin later work. */
export const revokeRoleSessions: IrreversibleAction<IamRoleId, State, IamRoleId> = {
  kind: 'revoke-role-sessions',
  title: 'Revoke the sessions of a role',
  target: iamRole,
  phase: 'stabilize',
  risk: 'irreversible',
  irreversibleBecause:
    'Automation never gives sessions back that may be in the wrong hands, and what was refused meanwhile stays undone',
  peopleNeeded: 2,
  repeat: 'set',
  params: paramsSchema,
  plan: ({ target: { id }, change }) =>
    change === null
      ? { ok: true, params: id }
      : {
          ok: false,
          reason: `revoking the sessions of the ${iamRole.describe(id)} does not revert a change`,
        },
  summary: (params) =>
    `Revoke all sessions of the ${iamRole.describe(params)} that began before now: whatever runs with it is refused until it has a new session`,
  howToRestore: ({ role }) =>
    `Make sure that what runs with ${role} has new sessions: a Lambda function may need a deployment. Close how the session leaked, or new ones leak, too. After the longest session of the role, remove the policy: aws iam delete-role-policy --role-name ${iamName(role)} --policy-name AWSRevokeOlderSessions`,
  backport: ({ role }) =>
    `Let the role ${role} allow less, and less long; the policy AWSRevokeOlderSessions must not be in the way of its next deployment`,
  expects: errorRateRecovers({ withinSeconds: 900 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  echoes: [
    {
      metric: 'errorRate',
      goes: 'up',
      fadesAfterMinutes: 15,
      because: 'what runs with the role is refused until it has a new session',
    },
    { metric: 'traffic', goes: 'down', because: 'what used the old sessions gets no further' },
  ],

  iam: (targets) =>
    allow(
      ['iam:GetRole', 'iam:GetRolePolicy', 'iam:PutRolePolicy'],
      targets.map(({ id }) => iamRole.arns(id).role),
    ),

  async preflight({ aws, now }, params) {
    const refuse = (reason: string) => ({ ok: false, reason }) as const;
    const name = iamRole.describe(params);
    const path = await readRolePath(aws, params);
    if (path === null) return refuse(`There is no ${name}`);
    if (path !== `/${params.role.slice(0, -iamName(params.role).length)}`) {
      return refuse(`The ${name} has the path ${path}: it is another one than policy names`);
    }
    const before = await readRevocation(aws, params);
    const since = revokedBefore(before);
    if (before !== 'none' && since === null) {
      return refuse(`The ${name} has a policy AWSRevokeOlderSessions that does something else`);
    }
    if (since !== null && Date.parse(since) >= now.getTime()) {
      return refuse(`Its sessions until ${since} are revoked already`);
    }
    return { ok: true, preState: { before, at: now.toISOString() } };
  },

  async execute({ aws }, params, { before, at }) {
    const move = await moveSetting(
      {
        read: async () =>
          (await readRolePath(aws, params)) === null ? null : await readRevocation(aws, params),
        write: async (policy) => await writeRevocation(aws, params, policy),
        same: (a: string, b: string) => a === b,
      },
      before,
      revocationBefore(at),
    );
    const name = `the ${iamRole.describe(params)}`;
    return executionOf(
      move,
      {
        name,
        done: `The sessions of ${name} from before ${at.slice(11, 19)} UTC are revoked`,
        asked: `the sessions of ${name} are revoked`,
        found: (policy) =>
          policy === 'none' ? 'which revokes none' : `which revokes those before ${revokedBefore(policy)}`,
      },
      { at },
    );
  },
};
