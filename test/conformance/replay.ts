import type { Engine } from '../../local/step-functions/engine.ts';
import type { VirtualClock } from '../../local/step-functions/values/clocks.ts';
import { TaskError } from '../../local/step-functions/values/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../local/step-functions/values/json.ts';
import type { InvokeTask, TaskRequest } from '../../local/step-functions/values/task-request.ts';
import type { ConformanceCase, TaskResult } from './case-file.ts';

/** An executor that answers with what the recording says, in the order of scheduling. */
export function replay(
  taskResults: ConformanceCase['taskResults'],
  engine: () => Engine,
  clock: VirtualClock,
): InvokeTask {
  const left = new Map(Object.entries(taskResults).map(([state, results]) => [state, [...results]]));
  return async (request) => {
    const result = takeResult(left.get(request.stateName) ?? [], iterationOf(request.context));
    if (result === undefined)
      throw new Error(`nothing was recorded for this attempt of ${request.stateName}`);
    if (request.resource.endsWith('.waitForTaskToken') && result.submitted !== undefined) {
      completeLater(request, result, engine(), clock);
      return result.submitted;
    }
    if (result.submitted !== undefined) await request.submitted(result.submitted);
    if (result.timedOut === true) return never();
    return outcome(result);
  };
}

function takeResult(results: TaskResult[], iteration: number | undefined): TaskResult | undefined {
  const index = results.findIndex(
    (result) => result.iteration === undefined || result.iteration === iteration,
  );
  return index === -1 ? undefined : results.splice(index, 1)[0];
}

function iterationOf({ Map: map }: JsonObject): number | undefined {
  const item = isJsonObject(map) ? map['Item'] : undefined;
  const index = isJsonObject(item) ? item['Index'] : undefined;
  return typeof index === 'number' ? index : undefined;
}

/** Answers by token once the hand-over has been noted. */
function completeLater(
  { taskToken }: TaskRequest,
  result: TaskResult,
  engine: Engine,
  clock: VirtualClock,
): void {
  if (result.timedOut === true) return;
  const release = clock.hold();
  setImmediate(() => {
    const answered =
      'error' in result
        ? engine.call('SendTaskFailure', {
            taskToken,
            error: result.error ?? null,
            cause: result.cause ?? null,
          })
        : engine.call('SendTaskSuccess', { taskToken, output: JSON.stringify(result.output ?? null) });
    void answered.finally(release);
  });
}

function outcome(result: TaskResult): Json {
  if ('error' in result) throw new TaskError(result.error ?? undefined, result.cause ?? undefined);
  return result.output ?? null;
}

function never(): Promise<Json> {
  return new Promise(() => {});
}
