import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import { putStateMachine } from '../../../local/cloud/state-machine.ts';
import { createEngine } from '../../../local/step-functions/engine.ts';
import { startStepFunctionsServer } from '../../../local/step-functions/server.ts';
import { MemoryStore } from '../../../local/step-functions/store/memory-store.ts';
import { createTaskExecutor } from '../../../local/step-functions/task-executors/task-executor.ts';
import { realClock } from '../../../local/step-functions/values/clocks.ts';
import { isJsonObject, type Json } from '../../../local/step-functions/values/json.ts';
import { localAws } from './local-aws.ts';

export const waitingMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:incident-response';

/** One wait for a token. */
const definition = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Wait',
  States: {
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        FunctionName: 'ask',
        Payload: {
          incidentId: '{% $states.input.incidentId %}',
          taskToken: '{% $states.context.Task.Token %}',
        },
      },
      End: true,
    },
  },
});

export interface WaitingMachine {
  readonly aws: AwsClients;
  /** The newest task token that an incident's execution waits with. */
  token(incidentId: string): Promise<string>;
  /** Until every execution waits or has ended. */
  whenIdle(): Promise<void>;
  stop(): Promise<void>;
}

/** Step Functions' protocol on the loopback, with a state machine that only waits. */
export async function startWaitingMachine(): Promise<WaitingMachine> {
  const tokens = new Map<string, PromiseWithResolvers<string>>();
  const tokenOf = (incidentId: string) => {
    const token = tokens.get(incidentId) ?? Promise.withResolvers<string>();
    tokens.set(incidentId, token);
    return token;
  };
  const executor = createTaskExecutor({
    invokeLambda: async (_, payload: Json) => {
      const { incidentId, taskToken } = isJsonObject(payload) ? payload : {};
      if (typeof incidentId === 'string' && typeof taskToken === 'string') {
        tokenOf(incidentId).resolve(taskToken);
        const newest = Promise.withResolvers<string>();
        newest.resolve(taskToken);
        tokens.set(incidentId, newest);
      }
      return { payload: {} };
    },
    endpoints: {},
  });
  const engine = createEngine({ store: new MemoryStore(), clock: realClock(), ...executor });
  engine.start();
  const server = await startStepFunctionsServer({ engine, port: 0 });
  await putStateMachine(server.url, { name: 'incident-response', arn: waitingMachineArn, definition });
  return {
    aws: localAws({ SFN: server.url }),
    token: (incidentId) => tokenOf(incidentId).promise,
    whenIdle: () => engine.whenIdle(),
    async stop() {
      await server.close();
      engine.stop();
    },
  };
}
