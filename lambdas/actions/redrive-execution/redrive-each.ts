import { createHash } from 'node:crypto';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { readExecution, redrive } from '../../resources/aws/executions.ts';
import { executionArn, type RedrivePreState } from './redrive-contract.ts';

/** What came of each execution, by name. */
export interface Redriven {
  readonly redriven: readonly string[];
  /** They cannot be redriven any more. */
  readonly refused: readonly string[];
  /** Of these it is not known; null where all are. */
  readonly unknown: { readonly names: readonly string[]; readonly reason: string } | null;
}

type Outcome = 'redriven' | 'refused' | { readonly unknown: string };

const attempts = 2;

/** Redrives one execution after the other. It looks before each, so a lost answer or a second run has no second effect. */
export async function redriveEach(aws: AwsClients, preState: RedrivePreState): Promise<Redriven> {
  const outcomes = new Map<string, Outcome>();
  for (const execution of preState.executions) {
    outcomes.set(execution.name, await redriveOne(aws, preState, execution));
  }
  const names = (wanted: (outcome: Outcome) => boolean) =>
    [...outcomes].flatMap(([name, outcome]) => (wanted(outcome) ? name : []));
  const reason = [...outcomes.values()].flatMap((outcome) =>
    typeof outcome === 'string' ? [] : outcome.unknown,
  )[0];
  return {
    redriven: names((outcome) => outcome === 'redriven'),
    refused: names((outcome) => outcome === 'refused'),
    unknown: reason === undefined ? null : { names: names((outcome) => typeof outcome !== 'string'), reason },
  };
}

async function redriveOne(
  aws: AwsClients,
  preState: RedrivePreState,
  { name, redriveCount }: RedrivePreState['executions'][number],
): Promise<Outcome> {
  const arn = executionArn(preState, name);
  let reason = 'Step Functions refused';
  for (let attempt = 1; attempt <= attempts + 1; attempt += 1) {
    try {
      const found = await readExecution(aws, arn);
      if (found === null) return 'refused';
      if (found.redriveCount > redriveCount) return 'redriven';
      if (!found.isRedrivable) return 'refused';
      if (attempt > attempts) break;
      if ((await redrive(aws, arn, tokenOf(arn, redriveCount))) === 'redriven') return 'redriven';
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      reason = error.message;
    }
  }
  return { unknown: reason };
}

/** The same for every try of one redrive of one execution. */
function tokenOf(arn: string, redriveCount: number): string {
  return createHash('sha256').update(`${arn}:${redriveCount}`).digest('hex').slice(0, 40);
}
