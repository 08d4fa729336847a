// node killable-engine.ts DATABASE: runs an engine on the computer's clock until it is killed. Says on stdout what it does.

import { createEngine } from '../../../local/step-functions/engine.ts';
import { startStepFunctionsServer } from '../../../local/step-functions/server.ts';
import { SqliteStore } from '../../../local/step-functions/store/sqlite-store.ts';
import { realClock } from '../../../local/step-functions/values/clocks.ts';

const [, , database = ''] = process.argv;
const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const engine = createEngine({
  store: new SqliteStore(database),
  clock: realClock(),
  invokeTask: async ({ stateName, taskToken, arguments: given }) => {
    say({ task: stateName, taskToken });
    return given;
  },
});
engine.start();
const server = await startStepFunctionsServer({ engine, port: 0 });
say({ url: server.url });
