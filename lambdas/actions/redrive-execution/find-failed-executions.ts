import type { AwsClients } from '../../ports/aws-clients.ts';
import type { Preflight } from '../../ports/plug-ins/action.ts';
import { type EndedExecution, findStateMachine, listEnded } from '../../resources/aws/executions.ts';
import type { RedriveParams, RedrivePreState } from './redrive-contract.ts';

/** Stopped ones are left out: somebody stopped them on purpose. */
const failedStatuses = ['FAILED', 'TIMED_OUT'] as const;

/**
 * The executions to be redriven, or why none is. The cause must be gone: one that began after the last failure has succeeded.
 * Changes nothing.
 */
export async function findFailedExecutions(
  aws: AwsClients,
  { stateMachine, since, mostExecutions }: RedriveParams,
): Promise<Preflight<RedrivePreState>> {
  const found = await findStateMachine(aws, stateMachine);
  if (found === null) return no(`There is no state machine ${stateMachine}`);
  if (found.type !== 'STANDARD') {
    return no(
      `${stateMachine} is not a Standard workflow (${found.type}): its executions cannot be redriven`,
    );
  }
  const stateMachineArn = found.arn;
  const lists = await Promise.all(
    failedStatuses.map((status) => listEnded(aws, stateMachineArn, status, since)),
  );
  const failed = lists.flat().toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  if (failed.length === 0) return no(`No execution of ${stateMachine} has failed since ${since}`);
  const lastFailureAt =
    failed
      .map(({ stoppedAt }) => stoppedAt)
      .toSorted()
      .at(-1) ?? since;
  // The newest ones are on the first page.
  const succeeded = await listEnded(aws, stateMachineArn, 'SUCCEEDED', lastFailureAt, 1);
  if (!succeeded.some(({ startedAt }) => startedAt > lastFailureAt)) {
    return no(
      `No execution of ${stateMachine} that began after the last failure (${lastFailureAt}) has succeeded yet: what failed them may still be there`,
    );
  }
  return {
    ok: true,
    preState: {
      stateMachineArn,
      executions: failed.slice(0, mostExecutions).map(identityOf),
      more: Math.max(0, failed.length - mostExecutions),
    },
  };
}

function identityOf({ name, redriveCount }: EndedExecution): RedrivePreState['executions'][number] {
  return { name, redriveCount };
}

function no(reason: string): Preflight<RedrivePreState> {
  return { ok: false, reason };
}
