import { createInterface } from 'node:readline/promises';
import { SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { Command } from 'commander';
import { type AwsClients, awsFaultOf } from '../../../lambdas/ports/aws-clients.ts';
import { type ResourceNames, resourceNames } from '../../../lib/functions/resource-names.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { printJson, printLine } from '../../cli/terminal.ts';
import { findInstallation } from '../../installation/installation.ts';
import { stateMachineOf, sweepScheduleOf } from '../../installation/workflow-of.ts';

interface Options {
  readonly stage?: string;
  readonly yes: boolean;
  readonly json: boolean;
}

/** `firebreak stop-all`: ends every open execution, since CloudFormation cannot delete a state machine before that. */
export function register(program: Command): void {
  program
    .command('stop-all')
    .description('end every open incident\'s workflow, before "cdk destroy"')
    .requiredOption('--stage <name>', 'the installation on AWS')
    .option('--yes', 'do not ask', false)
    .option('--json', 'print the result as JSON', false)
    .addHelpText(
      'after',
      '\nIt switches off the sweep and then ends the executions. Nobody is told, and actions that wait are not taken. To stop only the actions, see "firebreak stop".',
    )
    .addHelpText(...examples('firebreak stop-all --stage staging'))
    .action(stopAll);
}

async function stopAll({ stage = '', yes, json }: Options): Promise<void> {
  const { aws, stage: checked } = findInstallation({ stage });
  const names = resourceNames(checked ?? stage);
  const stopped = await inWords(() =>
    endExecutions(aws, names, async (count) => {
      if (!yes) await confirm(stage, count);
    }),
  );
  if (json) return printJson({ stopped });
  if (stopped.length === 0) return printLine(`No workflow is open on stage ${stage}.`);
  printLine(`Ended ${stopped.length}: ${stopped.join(', ')}`);
  printLine(
    'The sweep is switched off. Now: npx cdk destroy Firebreak. To stay instead, switch its schedule on again.',
  );
}

/** Ends what runs, and what is started meanwhile, once `confirm` has not rejected. Resolves to the names of all that ran: incidents. */
export async function endExecutions(
  aws: AwsClients,
  names: ResourceNames,
  confirm: (count: number) => Promise<void>,
): Promise<readonly string[]> {
  const machine = await stateMachineOf(aws, names);
  const open = machine === null ? [] : await openExecutions(aws, machine);
  if (machine === null || open.length === 0) return [];
  await confirm(open.length);
  // The sweep would take an incident without its workflow for one that was lost.
  await switchOffSweep(aws, names);
  const stopped = new Set<string>();
  for (let left = open; left.length > 0; left = await openExecutions(aws, machine)) {
    for (const executionArn of left) {
      const command = new StopExecutionCommand({
        executionArn,
        error: 'Stopped',
        cause: 'firebreak stop-all',
      });
      await aws.get(SFNClient).send(command);
      stopped.add(executionArn.slice(executionArn.lastIndexOf(':') + 1));
    }
  }
  return [...stopped];
}

/** Somebody types the name of the stage, or nothing happens. */
async function confirm(stage: string, count: number): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new CommandError(`${count} incidents are open`, {
      next: 'Run it again with --yes to end their workflows.',
      exitCode: 2,
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await terminal.question(
    `${count} incidents are open. Type ${stage} to end their workflows: `,
  );
  terminal.close();
  if (typed.trim() !== stage) throw new CommandError('Nothing was changed');
}

async function openExecutions(aws: AwsClients, stateMachineArn: string): Promise<readonly string[]> {
  const found: string[] = [];
  let next: string | undefined;
  do {
    const page = await aws
      .get(SFNClient)
      .send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', nextToken: next }));
    found.push(...(page.executions ?? []).flatMap(({ executionArn }) => executionArn ?? []));
    next = page.nextToken;
  } while (next !== undefined);
  return found;
}

async function switchOffSweep(aws: AwsClients, names: ResourceNames): Promise<void> {
  const found = await sweepScheduleOf(aws, names);
  if (found === null) return;
  const { ScheduleExpression, FlexibleTimeWindow, Target } = found;
  await aws.get(SchedulerClient).send(
    new UpdateScheduleCommand({
      GroupName: names.scheduleGroup,
      Name: names.function('sweep'),
      ScheduleExpression,
      FlexibleTimeWindow,
      Target,
      State: 'DISABLED',
    }),
  );
}

async function inWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const fault = awsFaultOf(cause);
    if (fault === null) throw cause;
    throw new CommandError(`AWS refused: ${fault}`, {
      next: 'Your AWS identity needs states:ListStateMachines, ListExecutions and StopExecution, scheduler:GetSchedule and UpdateSchedule, and iam:PassRole.',
      cause,
    });
  }
}
