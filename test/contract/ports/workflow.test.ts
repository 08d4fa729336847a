import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSfnWorkflow } from '../../../lambdas/adapters/aws/workflow/sfn-workflow.ts';
import type { Workflow } from '../../../lambdas/ports/workflow.ts';
import { createInMemoryWorkflow } from '../../../local/rehearsal/memory/in-memory-workflow.ts';
import {
  startWaitingMachine,
  type WaitingMachine,
  waitingMachineArn,
} from '../../support/servers/step-functions-server.ts';

interface Bench {
  readonly workflow: Workflow;
  /** The token of the wait that an incident's execution is in. */
  token(incidentId: string): Promise<string>;
}

let machine: WaitingMachine;
beforeAll(async () => {
  machine = await startWaitingMachine();
});
afterAll(async () => {
  await machine.stop();
});

const onStepFunctions = (consoleUrlTemplate: string | null = null) =>
  createSfnWorkflow(machine.aws, { stateMachineArn: waitingMachineArn, consoleUrlTemplate });

const benches: readonly { name: string; create: () => Bench }[] = [
  {
    name: 'in memory',
    create: () => {
      const workflow = createInMemoryWorkflow();
      return {
        workflow,
        token: async (incidentId) => {
          workflow.openTask(incidentId);
          return incidentId;
        },
      };
    },
  },
  {
    name: 'on Step Functions',
    create: () => ({
      workflow: onStepFunctions(),
      token: (incidentId) => machine.token(incidentId),
    }),
  },
];

describe.each(benches)('the workflow $name', ({ name, create }) => {
  let bench: Bench;
  beforeEach(() => {
    bench = create();
  });
  const id = (test: string) => `inc_${name.length}_${test}`;

  it('runs once for an incident, however often it is started', async () => {
    const first = await bench.workflow.start(id('once'));
    expect(await bench.workflow.start(id('once'))).toBe(first);
    expect(first.endsWith(`:execution:incident-response:${id('once')}`)).toBe(true);
    expect(await bench.workflow.status(first)).toBe('running');
  });

  it('is missing before it is started', async () => {
    const execution = `arn:aws:states:us-east-1:000000000000:execution:incident-response:${id('none')}`;
    expect(await bench.workflow.status(execution)).toBe('missing');
  });

  it('takes one answer to a wait', async () => {
    await bench.workflow.start(id('answer'));
    const token = await bench.token(id('answer'));
    expect(await bench.workflow.succeedTask(token, { decision: 'approved' })).toBe('delivered');
    expect(await bench.workflow.succeedTask(token, { decision: 'rejected' })).toBe('gone');
  });

  it('tells whether a wait is open, and changes nothing by that', async () => {
    await bench.workflow.start(id('ask'));
    const token = await bench.token(id('ask'));
    expect([await bench.workflow.isWaiting(token), await bench.workflow.isWaiting(token)]).toEqual([
      true,
      true,
    ]);
    await bench.workflow.succeedTask(token, {});
    expect(await bench.workflow.isWaiting(token)).toBe(false);
    expect(await bench.workflow.isWaiting('no such token')).toBe(false);
  });

  it('lists what runs, until it is stopped', async () => {
    const executionArn = await bench.workflow.start(id('list'));
    const listed = async () => (await bench.workflow.listRunning()).map((running) => running.executionArn);
    expect(await listed()).toContain(executionArn);
    await bench.workflow.stop(executionArn, 'test');
    await bench.workflow.stop(executionArn, 'again');
    expect(await listed()).not.toContain(executionArn);
    expect(await bench.workflow.status(executionArn)).toBe('ended');
  });

  it('does not know a token that it never gave out', async () => {
    expect(await bench.workflow.succeedTask('no such token', {})).toBe('gone');
  });
});

describe('the workflow on Step Functions', () => {
  it('names an execution that has ended already', async () => {
    const execution = await onStepFunctions().start('inc_ended');
    await onStepFunctions().succeedTask(await machine.token('inc_ended'), {});
    await machine.whenIdle();
    expect(await onStepFunctions().status(execution)).toBe('ended');
    expect(await onStepFunctions().start('inc_ended')).toBe(execution);
  });

  it('waits anew, with a new token, when its current state is done again', async () => {
    const execution = await onStepFunctions().start('inc_again');
    const before = await machine.token('inc_again');
    await onStepFunctions().restart(execution, 'test');
    expect(await onStepFunctions().isWaiting(before)).toBe(false);
    await machine.whenIdle();
    const after = await machine.token('inc_again');
    expect([after === before, await onStepFunctions().isWaiting(after)]).toEqual([false, true]);
    expect(await onStepFunctions().status(execution)).toBe('running');
  });

  it('has a page where the installation says so', () => {
    const page = onStepFunctions('https://console.example/#/executions/{arn}');
    expect(page.consoleUrl('arn:a:b')).toBe('https://console.example/#/executions/arn%3Aa%3Ab');
    expect(onStepFunctions().consoleUrl('arn:a:b')).toBeNull();
  });
});
