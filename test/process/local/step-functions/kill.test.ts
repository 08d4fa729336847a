import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  parseJson,
} from '../../../../local/step-functions/values/json.ts';
import { CALLBACK, FUNCTION } from '../../../support/builders/laboratory.ts';

interface Line {
  readonly url?: string;
  readonly task?: string;
  readonly taskToken?: string;
}

/** An engine in a process of its own. */
class EngineProcess {
  readonly #child: ChildProcessByStdio<null, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  /** What it said before anybody asked for it. */
  readonly #unread: Line[] = [];
  readonly #gone: Promise<unknown>;
  #url = '';

  constructor(database: string) {
    const program = fileURLToPath(new URL('../../../support/servers/killable-engine.ts', import.meta.url));
    this.#child = spawn(process.execPath, [program, database], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#gone = once(this.#child, 'exit');
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async start(): Promise<this> {
    this.#url = (await this.#until(({ url }) => url !== undefined)).url ?? '';
    return this;
  }

  /** Waits until a task of this name is asked for; returns its token. */
  async untilTask(name: string): Promise<string> {
    return (await this.#until(({ task }) => task === name)).taskToken ?? '';
  }

  async call(action: string, request: JsonObject): Promise<JsonObject> {
    const headers = { 'x-amz-target': `AWSStepFunctions.${action}` };
    const response = await fetch(this.#url, { method: 'POST', headers, body: JSON.stringify(request) });
    const body = parseJson(await response.text());
    return isJsonObject(body) ? body : {};
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
  }

  async #until(isWanted: (line: Line) => boolean): Promise<Line> {
    const index = this.#unread.findIndex(isWanted);
    const [found] = index === -1 ? [] : this.#unread.splice(index, 1);
    if (found !== undefined) return found;
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) throw new Error('the engine has ended');
      const line: Line = JSON.parse(value);
      if (isWanted(line)) return line;
      this.#unread.push(line);
    }
  }
}

let folder: string;
let engine: EngineProcess;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'step-functions-kill-'));
});
afterEach(async () => {
  await engine.kill();
  rmSync(folder, { recursive: true, force: true });
});

const definition = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Work',
  States: {
    Work: { Type: 'Task', Resource: FUNCTION, Arguments: { n: 1 }, Next: 'Rest' },
    Rest: { Type: 'Wait', Timestamp: '{% $states.input.until %}', Next: 'Ask' },
    Ask: { Type: 'Task', Resource: CALLBACK, Arguments: {}, End: true },
  },
}).replace('"Arguments":{"n":1}', '"Arguments":"{% $states.input %}"');

/** Milliseconds for four starts of a process on a busy machine. */
const PATIENCE = 60_000;

describe('kill -9', () => {
  it(
    'loses no execution, no wait and no token',
    async () => {
      const database = join(folder, 'executions.sqlite');
      engine = await new EngineProcess(database).start();
      const { stateMachineArn } = await engine.call('CreateStateMachine', { name: 'm', definition });
      const until = new Date(Date.now() + 400).toISOString();
      const start = {
        stateMachineArn: stateMachineArn ?? null,
        name: 'one',
        input: JSON.stringify({ until }),
      };
      const { executionArn } = await engine.call('StartExecution', start);
      const execution = { executionArn: executionArn ?? null };

      // During the wait.
      await engine.untilTask('Work');
      await engine.kill();
      engine = await new EngineProcess(database).start();
      const taskToken = await engine.untilTask('Ask');

      // While the answer is awaited: what was handed over is not handed over again, and its token still counts.
      while ((await lastEvent(execution)) !== 'TaskSubmitted');
      await engine.kill();
      engine = await new EngineProcess(database).start();
      expect(await engine.call('SendTaskSuccess', { taskToken, output: '"yes"' })).toEqual({});
      expect(await engine.call('DescribeExecution', execution)).toMatchObject({
        status: 'SUCCEEDED',
        output: '"yes"',
      });

      // After the end.
      await engine.kill();
      engine = await new EngineProcess(database).start();
      expect(await engine.call('DescribeExecution', execution)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await engine.call('StartExecution', start)).toMatchObject({ __type: 'ExecutionAlreadyExists' });
    },
    PATIENCE,
  );
});

async function lastEvent(execution: JsonObject): Promise<unknown> {
  const { events } = await engine.call('GetExecutionHistory', {
    ...execution,
    reverseOrder: true,
    maxResults: 1,
  });
  const [last] = events !== undefined && isJsonArray(events) ? events : [];
  return isJsonObject(last) ? last['type'] : undefined;
}
