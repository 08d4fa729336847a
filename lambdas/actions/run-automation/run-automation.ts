import * as z from 'zod/mini';
import type { ActionContext, ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import {
  automationStatus,
  type DocumentVersion,
  startAutomation,
  whyNotAutomation,
} from '../../resources/aws/automations.ts';
import { type SsmAutomationId, ssmAutomation, undoOf } from '../../resources/ssm-automation.ts';
import { type Called, callOnce, executionOfCall, undoingOfCall } from '../escape-hatch/call-once.ts';
import { remedyContract } from '../escape-hatch/remedy-contract.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { unrecorded } from '../setting/move-outcomes.ts';
import { tokenOf } from './token-of.ts';

const postStateSchema = z.object({ id: z.string() });
const notDeclared = 'Policy names no document that takes it back: people must know what it does';
/** Then it goes on no more. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-statuses.html */
const ended = [
  'Success',
  'CompletedWithSuccess',
  'CompletedWithFailure',
  'Failed',
  'TimedOut',
  'Cancelled',
  'Rejected',
  'Exited',
];

/** Runs an Automation document that policy names, at the version and with the parameters that policy gives. */
export const runAutomation: ReversibleAction<SsmAutomationId, Record<string, never>, SsmAutomationId> = {
  kind: 'run-automation',
  title: 'Run an Automation document of your own',
  target: ssmAutomation,
  ...remedyContract<SsmAutomationId>('the document', ({ document }) => document),
  irreversibleFor: (params) => (undoOf(params) === null ? notDeclared : null),
  params: ssmAutomation.schema,
  summary: (params) => `Run the ${ssmAutomation.describe(params)}, which does what its owner made it for`,
  undoSummary: ({ undo }) => `Run the automation ${undo}, which takes it back`,
  howToRestore: ({ document }) => `Look what ${document} did, and take it back once it is no longer needed`,
  expects: errorRateRecovers({ withinSeconds: 900 }),

  iam(targets) {
    const documents = targets.flatMap(({ id }) => [
      id,
      ...(undoOf(id) === null ? [] : [{ ...id, ...undoOf(id) }]),
    ]);
    const arns = documents.map((id) => ssmAutomation.arns(id).document);
    const executions = targets.map(({ id }) => `${ssmAutomation.arns(id).executions}/*`);
    const roles = targets.map(({ id }) => `arn:{partition}:iam::{account}:role/${id.role}`);
    return [
      ...allow(['ssm:DescribeDocument'], arns),
      ...allow(
        ['ssm:StartAutomationExecution'],
        [
          ...arns,
          ...documents.map((id) => `${ssmAutomation.arns(id).definitions}/${id.document}:${id.version}`),
          ...executions,
        ],
      ),
      ...allow(['ssm:GetAutomationExecution'], executions),
      ...allow(['iam:PassRole'], roles, { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } }),
    ];
  },

  async preflight({ aws }, params) {
    const undo = undoOf(params);
    const reason =
      (await whyNotAutomation(aws, params)) ?? (undo === null ? null : await whyNotAutomation(aws, undo));
    return reason === null ? { ok: true, preState: {} } : { ok: false, reason };
  },

  async execute(context, params) {
    const { called, execution } = await run(context, params, params, context.stepId);
    return executionOfCall(`the ${ssmAutomation.describe(params)}`, called, execution);
  },

  async observe({ aws }, _, __, postState) {
    const { id = '' } = postStateSchema.safeParse(postState).data ?? {};
    const status = await automationStatus(aws, id);
    return {
      settled: status === null || ended.includes(status),
      text: status === null ? `There is no execution ${id} any more` : `The execution ${id} is ${status}`,
    };
  },

  async undo(context, params, _, postState) {
    const undo = undoOf(params);
    const left = postStateSchema.safeParse(postState);
    if (undo === null) return { outcome: 'unknown', text: notDeclared };
    if (!left.success) return unrecorded(`by the ${ssmAutomation.describe(params)}`);
    const status = await automationStatus(context.aws, left.data.id);
    if (status !== null && !ended.includes(status)) {
      return { outcome: 'unknown', text: `It is still ${status}: taking it back now could cross it` };
    }
    const { called } = await run(context, params, undo, `${context.stepId}_undo`);
    return undoingOfCall(`the automation ${params.undo}`, called);
  },
};

/** Both documents get the same parameters. */
async function run(
  { aws }: ActionContext,
  { parameters: given }: SsmAutomationId,
  of: DocumentVersion,
  id: string,
) {
  const { document, version } = of;
  const parameters = parametersOf(given);
  let execution = '';
  const called = await callOnce(async (): Promise<Called> => {
    const started = await startAutomation(aws, { document, version, parameters, token: tokenOf(id) });
    if ('refused' in started) return { outcome: 'refused', reason: started.refused };
    execution = started.execution;
    return { outcome: 'accepted' };
  });
  return { called, execution };
}

function parametersOf(given: string): Readonly<Record<string, string>> {
  if (given === 'none') return {};
  return Object.fromEntries(
    given.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}
