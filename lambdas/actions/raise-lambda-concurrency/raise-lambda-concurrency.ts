import * as z from 'zod/mini';
import { readingsOf } from '../../domain/records/evidence.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ActionContext, Preflight, ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow, allowEverywhere } from '../../resources/allow.ts';
import { readAlias } from '../../resources/aws/lambda-aliases.ts';
import { readProvisioned } from '../../resources/aws/provisioned-concurrency.ts';
import { readScalableTarget } from '../../resources/aws/scalable-targets.ts';
import { type LambdaAliasId, lambdaAlias } from '../../resources/lambda-alias.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import {
  type Concurrency,
  describeConcurrency,
  leastUnreserved,
  mostConcurrency,
  type RaiseParams,
  type RaisePreState,
  raisedBy,
  raiseParamsSchema,
  sameConcurrency,
} from './concurrency-contract.ts';
import { readConcurrency, readReserved, readUnreserved, writeConcurrency } from './lambda-concurrency.ts';

const postStateSchema = z.object({ concurrency: z.int() });

/** Doubles the concurrency that a Lambda function has for itself: what is reserved for it, else what its alias keeps warm. */
export const raiseLambdaConcurrency: ReversibleAction<RaiseParams, RaisePreState, LambdaAliasId> = {
  kind: 'raise-lambda-concurrency',
  title: 'Raise the concurrency of a Lambda function',
  target: lambdaAlias,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: raiseParamsSchema,
  plan({ target: { id }, evidence }) {
    const throttles = readingsOf(evidence).find(({ name }) => name === 'throttles')?.current ?? null;
    if (throttles === null) {
      return { ok: false, reason: `it is not known whether ${id.functionName} is throttled` };
    }
    if (throttles < 1) return { ok: false, reason: `${id.functionName} is not throttled` };
    return { ok: true, params: { ...id, factor: 2, most: mostConcurrency } };
  },
  summary: (params) =>
    `Raise the concurrency of ${lambdaAlias.describe(params)} to ${params.factor}x what it has, at most ${params.most}`,
  undoSummary: (params) => `Set the concurrency of ${lambdaAlias.describe(params)} back to what it was`,
  howToRestore: (params) =>
    `Find what uses the concurrency of ${lambdaAlias.describe(params)}, then set it back to what it was`,
  backport: ({ functionName }) =>
    `If ${functionName} needs the concurrency for good, raise it in code: the next deployment sets it back otherwise`,
  expects: {
    metric: 'throttles',
    comparison: 'below',
    threshold: 1,
    settleSeconds: 60,
    withinSeconds: 300,
    goodReadings: 3,
  },
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  echoes: [
    { metric: 'latencyP99', goes: 'up', fadesAfterMinutes: 15, because: 'new instances start cold' },
    { metric: 'traffic', goes: 'up', because: 'requests that were turned away are worked on now' },
  ],
  expiresAfterSeconds: 21_600,
  addsUnits: ({ factor, most }) => Math.ceil(most * (1 - 1 / factor)),

  iam(targets) {
    const functions = targets.map(({ id }) => lambdaAlias.arns(id).function);
    return [
      ...allow(['lambda:GetFunctionConcurrency', 'lambda:PutFunctionConcurrency'], functions),
      ...allow(['lambda:GetAlias'], functions),
      ...allow(
        ['lambda:GetProvisionedConcurrencyConfig', 'lambda:PutProvisionedConcurrencyConfig'],
        targets.map(({ id }) => `${lambdaAlias.arns(id).function}:${id.alias}`),
      ),
      ...allowEverywhere(
        ['lambda:GetAccountSettings', 'application-autoscaling:DescribeScalableTargets'],
        targets,
        'IAM knows no resource for GetAccountSettings and DescribeScalableTargets',
      ),
    ];
  },

  async preflight(context, params) {
    const found = await findConcurrency(context, params);
    if (!found.ok) return found;
    const room = (await readUnreserved(context.aws)) - leastUnreserved;
    const before = found.preState;
    const after = raisedBy(params, before, room);
    return typeof after === 'string'
      ? { ok: false, reason: `${lambdaAlias.describe(params)} gets no more: ${after}` }
      : { ok: true, preState: { before, after } };
  },

  async execute({ aws }, params, { before, after }) {
    const name = lambdaAlias.describe(params);
    const move = await moveSetting(settingOf(aws, params, after.kind), before, after);
    const done = `Raised ${name} from a ${describeConcurrency(before)} to ${after.count}`;
    const asked = `the concurrency of ${name} was raised`;
    return executionOf(move, { name, done, asked, found: whichHas }, { concurrency: after.count });
  },

  async observe({ aws }, params, { after }) {
    const name = lambdaAlias.describe(params);
    if (after.kind === 'reserved') {
      return { settled: true, text: `${name} may use a ${describeConcurrency(after)}` };
    }
    const allocated = (await readProvisioned(aws, params))?.allocated ?? 0;
    return {
      settled: allocated >= after.count,
      text: `${allocated} of ${after.count} instances of ${name} are ready`,
    };
  },

  async undo({ aws }, params, { before, after }, postState) {
    const name = lambdaAlias.describe(params);
    if (!postStateSchema.safeParse(postState).success) return unrecorded(name);
    const move = await moveSetting(settingOf(aws, params, after.kind), after, before);
    const done = `Set ${name} back to a ${describeConcurrency(before)}`;
    return undoingOf(move, { name, done, asked: `${name} was set back`, found: whichHas });
  },
};

/** The concurrency that limits the function, or why none of its own does or may be touched now. */
async function findConcurrency({ aws }: ActionContext, params: RaiseParams): Promise<Preflight<Concurrency>> {
  const name = lambdaAlias.describe(params);
  const refused = (reason: string): Preflight<Concurrency> => ({ ok: false, reason });
  const reserved = await readReserved(aws, params);
  if (reserved === 'missing') return refused(`There is no function ${params.functionName}`);
  const alias = await readAlias(aws, params);
  if (alias === null) return refused(`${params.functionName} has no alias ${params.alias}`);
  if (reserved === 0) return refused(`Somebody stopped ${name}: nothing is reserved for it`);
  if (reserved !== null) return { ok: true, preState: { kind: 'reserved', count: reserved } };
  const provisioned = await readProvisioned(aws, params);
  if (provisioned === null) {
    return refused(
      `${name} has no concurrency of its own to raise: what limits it is the account, and AWS raises that on request`,
    );
  }
  if (provisioned.status !== 'READY') {
    return refused(`The provisioned concurrency of ${name} is not ready but ${provisioned.status}`);
  }
  if (Object.keys(alias.weights).length > 0) {
    return refused(`${name} shares its traffic with another version, and Lambda provisions none for that`);
  }
  const scaled = await readScalableTarget(aws, {
    namespace: 'lambda',
    resourceId: `function:${lambdaAlias.name(params)}:${params.alias}`,
    dimension: 'lambda:function:ProvisionedConcurrency',
  });
  if (scaled !== null) {
    return refused(
      `Application Auto Scaling sets the provisioned concurrency of ${name}: raise its bounds with scale-target`,
    );
  }
  return { ok: true, preState: { kind: 'provisioned', count: provisioned.requested } };
}

function settingOf(aws: AwsClients, id: LambdaAliasId, kind: Concurrency['kind']): Setting<Concurrency> {
  return {
    read: () => readConcurrency(aws, id, kind),
    write: (concurrency) => writeConcurrency(aws, id, concurrency),
    same: sameConcurrency,
  };
}

function whichHas(concurrency: Concurrency): string {
  return `which has a ${describeConcurrency(concurrency)}`;
}
