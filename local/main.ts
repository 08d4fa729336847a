import { parseArgs } from 'node:util';
import { PolicyError } from '../lambdas/adapters/policy/load-policy.ts';
import { PortInUseError } from './cloud/http/loopback-server.ts';
import { shortageOf } from './cloud/state/shortage.ts';
import { StateInUseError } from './cloud/state/state-directory.ts';
import { StateDamagedError } from './cloud/state/state-manifest.ts';
import { StateUnmarkedError, StateVersionError } from './cloud/state/state-version.ts';
import { Session } from './session.ts';
import { speedText } from './speed-text.ts';
import type { Local, LocalOptions } from './start-local.ts';
import { ScenarioError, scenarioSummaries } from './world/scenario/scenario.ts';

function help(): string {
  const scenarios = scenarioSummaries();
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  const list = scenarios.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Runs all of Firebreak on this computer, on 127.0.0.1 only, and plays an incident.

  npm start -- [options]

  --scenario NAME  what happens in the simulated account: one of those below, or none
                   (default: bad-deploy at the first start, afterwards the one that was played)
  --seed N         a variant of it: other services, sizes, delays, noise and red herrings
  --speed N        the local world's time runs N times faster while nobody works (default: 1)
  --port N         port of the API and the pages; the inbox takes the next one (default: 8420)
  --state DIR      where everything is kept (default: .firebreak)
  --policy DIR     the policy to run with (default: policy, or that of the scenario)
  --help           this text

Scenarios
${list.join('\n')}

Stop it with Ctrl-C. Start it again and it continues where it was; delete the state folder to start over.
`;
}

/** Whoever sent the signal waits for it, and a supervisor kills after some seconds. */
const STOP_WITHIN_MS = 2500;

class UsageError extends Error {
  override readonly name = 'UsageError';
}

await main().catch(explainAndEnd);

function explainAndEnd(error: unknown): void {
  const isExpected = [
    PolicyError,
    PortInUseError,
    StateInUseError,
    StateVersionError,
    StateDamagedError,
    StateUnmarkedError,
    ScenarioError,
    UsageError,
  ].some((known) => error instanceof known);
  const message = error instanceof Error ? error.message : String(error);
  const shortage = shortageOf(error);
  const why = shortage === null ? message : `${shortage}. Make room, then start it again (${message})`;
  console.error(isExpected ? message : `Firebreak could not start: ${why}`);
  if (!isExpected && process.env['DEBUG'] !== undefined) console.error(error);
  process.exit(error instanceof UsageError || error instanceof ScenarioError ? 2 : 1);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(help());
    return;
  }
  const session = new Session(options, {
    print: (line) => console.log(line),
    greet: (local) => greet(local, options.speed),
    fail: explainAndEnd,
  });
  // Packages that serve AWS's services here throw what a full disk does to them where nobody can catch it.
  process.on('uncaughtException', (error) => {
    if (session.report(error)) return;
    console.error(`Firebreak ended: ${error.message}`);
    if (process.env['DEBUG'] !== undefined) console.error(error);
    process.exit(1);
  });
  await session.start();
  const end = async (): Promise<void> => {
    // Everything that counts is on disk already: what does not end in time is left.
    setTimeout(() => process.exit(0), STOP_WITHIN_MS);
    console.log('\nStopping. Start again, and the open incidents continue where they were.');
    await session.stop();
    process.exit(0);
  };
  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());
}

function greet({ addresses, scenario }: Local, speed: number): void {
  console.log(`
Firebreak runs on this computer.

  Demo     ${addresses.api}/demo
  API      ${addresses.api}
  Console  ${addresses.console}
  Inbox    ${addresses.inbox}
  Channels ${addresses.channels}${addresses.statusPages.map((url) => `\n  Public   ${url}`).join('')}
`);
  if (scenario !== null) {
    const variant = scenario.seed === null ? '' : `, seed ${scenario.seed}`;
    console.log(`Scenario ${scenario.name}${variant}: ${scenario.summary}`);
    console.log('Its monitoring takes some minutes to notice; the demo shows what happens meanwhile.');
    console.log(`${speedText(speed)}\n`);
  }
}

function readOptions(args: readonly string[]): LocalOptions | null {
  const values = parse(args);
  if (values.help) return null;
  const { scenario, seed } = values;
  return {
    stateDir: values.state,
    ...(values.policy === undefined ? {} : { policyDir: values.policy }),
    port: readNumber('--port', values.port, 0, 65_534, true),
    speed: readNumber('--speed', values.speed, 1, 1000, false),
    ...(scenario === undefined ? {} : { scenario: scenario === 'none' ? null : scenario }),
    ...(seed === undefined ? {} : { seed: readNumber('--seed', seed, 0, 999_999_999, true) }),
    tell: (line) => console.log(line),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string' },
        seed: { type: 'string' },
        speed: { type: 'string', default: '1' },
        port: { type: 'string', default: '8420' },
        state: { type: 'string', default: '.firebreak' },
        policy: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : String(error)}\nSee: npm start -- --help`,
    );
  }
}

function readNumber(option: string, text: string, min: number, max: number, whole: boolean): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new UsageError(
    `${option} takes a${whole ? ' whole' : ''} number from ${min} to ${max}, not "${text}".`,
  );
}
