import type { Workflow } from '../../../lambdas/ports/workflow.ts';
import { jsonCopy } from './json-copy.ts';

export interface InMemoryWorkflow extends Workflow {
  /** Incidents whose workflow was started, each once. */
  started(): readonly string[];
  /** Outputs of completed tasks by token. */
  taskOutputs(): ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Opens a wait, as a task with a token does. A token that was never opened is gone. */
  openTask(token: string): void;
  end(incidentId: string): void;
  /** Executions that were made to do their current state again, by ARN. */
  restarted(): readonly string[];
}

/** Executions and waits as a list: for tests of single use cases. Whole incidents run on the engine in `local/`. */
export function createInMemoryWorkflow(): InMemoryWorkflow {
  const restarted: string[] = [];
  const executions = new Map<string, 'running' | 'ended'>();
  const open = new Set<string>();
  const taskOutputs = new Map<string, Readonly<Record<string, unknown>>>();
  const arnOf = (incidentId: string) =>
    `arn:aws:states:us-east-1:000000000000:execution:incident-response:${incidentId}`;

  return {
    start: async (incidentId) => {
      const arn = arnOf(incidentId);
      if (!executions.has(arn)) executions.set(arn, 'running');
      return arn;
    },
    succeedTask: async (token, output) => {
      if (!open.delete(token)) return 'gone';
      taskOutputs.set(token, jsonCopy(output));
      return 'delivered';
    },
    status: async (arn) => executions.get(arn) ?? 'missing',
    isWaiting: async (token) => open.has(token),
    restart: async (arn) => {
      restarted.push(arn);
    },
    stop: async (arn) => {
      if (executions.has(arn)) executions.set(arn, 'ended');
    },
    listRunning: async () =>
      [...executions].flatMap(([executionArn, status]) =>
        status === 'running'
          ? [{ incidentId: nameOf(executionArn), executionArn, startedAt: '1970-01-01T00:00:00.000Z' }]
          : [],
      ),
    restarted: () => [...restarted],
    consoleUrl: () => null,
    started: () => [...executions.keys()].map(nameOf),
    taskOutputs: () => taskOutputs,
    openTask: (token) => {
      open.add(token);
    },
    end: (incidentId) => {
      executions.set(arnOf(incidentId), 'ended');
    },
  };
}

function nameOf(executionArn: string): string {
  return executionArn.slice(executionArn.lastIndexOf(':') + 1);
}
