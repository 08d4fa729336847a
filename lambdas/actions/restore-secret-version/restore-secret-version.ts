import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { makeCurrent, readSecret } from '../../resources/aws/secret-versions.ts';
import { type SecretId, secret, secretNameField, shortVersion } from '../../resources/secret.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf, type MoveTexts, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';

const versionParam = z.string().check(z.regex(/^[A-Za-z0-9-]{32,64}$/, 'must be the id of a version'));
const paramsSchema = z.object({
  secret: secretNameField,
  /** The version that the rotation made current. */
  fromVersionId: versionParam,
  /** The one that was current before. */
  toVersionId: versionParam,
});
type RestoreParams = z.infer<typeof paramsSchema>;
type State = { readonly versionId: string };
const postStateSchema = z.object({ versionId: z.string() });

/** Makes the version of a secret current again that was so before a rotation. Neither version's value is read. */
export const restoreSecretVersion: ReversibleAction<RestoreParams, State, SecretId> = {
  kind: 'restore-secret-version',
  title: 'Restore the version of a secret before a rotation',
  target: secret,
  reverts: ['secret-rotation'],
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'conditional',
  params: paramsSchema,
  plan({ target: { id }, change }) {
    const { before = null, after = null } = change ?? {};
    if (before === null || after === null) {
      return { ok: false, reason: `it is not known which version of ${id.secret} was current before` };
    }
    return { ok: true, params: { ...id, fromVersionId: after, toVersionId: before } };
  },
  summary: ({ secret: name, toVersionId }) =>
    `Make version ${shortVersion(toVersionId)} of the secret ${name} current again, as before its rotation`,
  undoSummary: ({ secret: name, fromVersionId }) =>
    `Make the rotated version ${shortVersion(fromVersionId)} of the secret ${name} current again`,
  howToRestore: ({ secret: name }) =>
    `Fix why the new credential in ${name} is refused, then rotate the secret again; revoke the credential from before after that`,
  backport: ({ secret: name }) =>
    `Fix or pause the rotation of ${name} where it is defined in code: the next one brings the fault back otherwise`,
  // Applications keep a secret for some minutes: AWS's Lambda extension for five.
  expects: errorRateRecovers({ withinSeconds: 900, settleSeconds: 300 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],

  iam: (targets) =>
    allow(
      [
        'secretsmanager:DescribeSecret',
        'secretsmanager:ListSecretVersionIds',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      targets.map(({ id }) => secret.arns(id).secret),
    ),

  async preflight({ aws }, { secret: name, fromVersionId, toVersionId }) {
    const refuse = (reason: string) => ({ ok: false, reason }) as const;
    const found = await readSecret(aws, name);
    if (found === null) return refuse(`There is no secret ${name}`);
    if (found.isDeleted) return refuse(`The secret ${name} is about to be deleted`);
    if (found.managedBy !== null) {
      return refuse(
        `${name} is managed by ${found.managedBy}: its credential from before was replaced and does not work any more`,
      );
    }
    const { current, previous, pending } = found;
    if (pending !== null) return refuse(`A rotation of ${name} is in progress, or was given up half way`);
    if (current?.id === toVersionId) {
      return refuse(`Version ${shortVersion(toVersionId)} of ${name} is current already`);
    }
    if (current?.id !== fromVersionId) {
      return refuse(
        `Version ${shortVersion(fromVersionId)} of ${name} is not current any more, but ${currentOf(current)}`,
      );
    }
    if (previous?.id !== toVersionId) {
      return refuse(`Version ${shortVersion(toVersionId)} of ${name} is not kept any more`);
    }
    return { ok: true, preState: { versionId: fromVersionId } };
  },

  async execute({ aws }, params, { versionId }) {
    const { toVersionId } = params;
    const move = await moveSetting(currentVersion(aws, params, versionId), versionId, toVersionId);
    return executionOf(move, textsOf(params, toVersionId), { versionId: toVersionId });
  },

  async undo({ aws }, params, { versionId }, postState) {
    const post = postStateSchema.safeParse(postState);
    if (!post.success) return unrecorded(`the secret ${params.secret}`);
    const from = post.data.versionId;
    const move = await moveSetting(currentVersion(aws, params, from), from, versionId);
    return undoingOf(move, textsOf(params, versionId));
  },
};

/** Moving the label is conditional on the version that it is taken from. */
function currentVersion(aws: AwsClients, { secret: name }: SecretId, from: string): Setting<string> {
  return {
    read: async () => (await readSecret(aws, name))?.current?.id ?? null,
    write: (to) => makeCurrent(aws, name, from, to),
    same: (a, b) => a === b,
  };
}

function textsOf({ secret: name }: SecretId, versionId: string): MoveTexts<string> {
  const what = `version ${shortVersion(versionId)} of the secret ${name}`;
  return {
    name: `the secret ${name}`,
    done: `Made ${what} current again`,
    asked: `${what} is current again`,
    found: (found) => `whose current version is ${shortVersion(found)}`,
  };
}

function currentOf(version: { readonly id: string } | null): string {
  return version === null ? 'none is' : `version ${shortVersion(version.id)} is`;
}
