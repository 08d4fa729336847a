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
}

/** Executions and waits as a list: for tests of single use cases. Whole incidents run on the engine in `local/`. */
export function createInMemoryWorkflow(): InMemoryWorkflow {
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
    consoleUrl: () => null,
    started: () => [...executions.keys()].map((arn) => arn.slice(arn.lastIndexOf(':') + 1)),
    taskOutputs: () => taskOutputs,
    openTask: (token) => {
      open.add(token);
    },
    end: (incidentId) => {
      executions.set(arnOf(incidentId), 'ended');
    },
  };
}
