import * as z from 'zod';
import type { Addresses } from './cloud/addresses.ts';
import { deploy, type LocalDeployment } from './cloud/local-deployment.ts';
import { Running } from './cloud/running.ts';
import { openClock } from './cloud/state/clock-file.ts';
import { Room } from './cloud/state/room.ts';
import { StateDirectory } from './cloud/state/state-directory.ts';
import { lockState } from './cloud/state/state-lock.ts';
import { checkStateParts, keepManifest } from './cloud/state/state-manifest.ts';
import { checkStateVersion } from './cloud/state/state-version.ts';
import { createDemo, type IncidentsNow } from './demo/demo.ts';
import type { StoryLine } from './demo/world-pane.ts';
import { serveDesign } from './design/serve-design.ts';
import { loadScenario, type Scenario, scenarioSummaries } from './world/scenario/scenario.ts';
import { type SimulatedAccount, startSimulatedAccount } from './world/simulated-account.ts';

export interface LocalOptions {
  readonly stateDir: string;
  readonly policyDir?: string;
  /** Port of the API and the pages; the inbox takes the next one. 0: any. */
  readonly port: number;
  /** How many times faster the local world runs while nobody works. */
  readonly speed: number;
  /** Name of a scenario; null: none; undefined: the one that was played before, else bad-deploy. */
  readonly scenario?: string | null;
  /** Where scenarios are; undefined: those of the project. */
  readonly scenarioDir?: string;
  /** Which variant of it; undefined: as the story usually goes, or the one that was played before. */
  readonly seed?: number;
  /** A CommonJS file that every function loads before its bundle. */
  readonly wrapper?: string;
  /** Told what happens in the simulated account. */
  readonly tell: (line: string) => void;
  /** What the demo shows of incidents; left out: nothing. */
  readonly incidents?: () => IncidentsNow;
  /** Ends this run and begins another scenario. Left out: the demo does not offer it. */
  readonly restart?: (scenario: string) => void;
}

export interface Local {
  readonly addresses: Addresses;
  readonly scenario: Scenario | null;
  /** Takes note of an error that is a shortage of space or of open files, and waits for it to pass; false for every other. */
  report(error: unknown): boolean;
  stop(): Promise<void>;
}

/**
 * Brings up the whole pipeline in this process, on 127.0.0.1, and continues with what the state directory holds.
 * Rejects with PolicyError, ScenarioError, PortInUseError, StateInUseError, StateVersionError or StateDamagedError.
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const state = new StateDirectory(options.stateDir);
  checkStateVersion(state);
  const running = new Running();
  running.add(lockState(state));
  try {
    checkStateParts(state, options.tell);
    const room = running.add(new Room(state.path, options.tell));
    const scenario = chooseScenario(options, state);
    const time = running.add(openClock(state, options.speed, (error) => room.report(error)));
    const { clock, computer } = time;
    const story: StoryLine[] = [];
    let demo: ReturnType<typeof createDemo> = () => null;
    const account =
      scenario === null ? null : running.add(await startSimulatedAccount(scenario, state, clock));
    const deployment = running.add(
      await deploy({
        ...options,
        policyDir: options.policyDir ?? scenario?.policy ?? 'policy',
        state,
        clock,
        room,
        ownPages: (request) => serveDesign(request) ?? demo(request),
        computerMs: computer.now(),
        account: account ?? { endpoints: {}, variables: {} },
      }),
    );
    const { addresses } = deployment;
    demo = createDemo({
      addresses,
      now: () => clock.now(),
      speed: options.speed,
      scenario,
      scenarios: () => scenarioSummaries(options.scenarioDir),
      account: account?.account ?? null,
      story: () => story,
      mails: deployment.mails,
      incidents: options.incidents ?? (() => ({ inFocus: null, actions: [] })),
      restart: options.restart ?? null,
    });
    state.writeJson('local.json', { ...addresses, ...(account === null ? {} : { account: account.url }) });
    if (account !== null) {
      const tell = (text: string) => {
        story.push({ at: new Date(clock.now()).toISOString(), text });
        options.tell(text);
      };
      play(account, deployment, tell);
    }
    keepManifest(state);
    time.release();
    return { addresses, scenario, report: (error) => room.report(error), stop: () => running.stop() };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

const keptSchema = z.union([
  z.object({ name: z.string(), seed: z.number().nullable() }),
  z.string().transform((name) => ({ name, seed: null })),
]);

function chooseScenario(
  { scenario: wanted, seed, scenarioDir }: Pick<LocalOptions, 'scenario' | 'seed' | 'scenarioDir'>,
  state: StateDirectory,
): Scenario | null {
  const kept = keptSchema.safeParse(state.readJson('scenario.json')).data;
  const name = wanted === undefined ? (kept?.name ?? 'bad-deploy') : (wanted ?? 'none');
  const variant = seed ?? (wanted === undefined ? (kept?.seed ?? null) : null);
  const scenario = name === 'none' ? null : loadScenario(name, variant, scenarioDir);
  state.writeJson('scenario.json', { name, seed: variant });
  return scenario;
}

function play(
  account: SimulatedAccount,
  { addresses, alertmanagerToken }: LocalDeployment,
  tell: (line: string) => void,
): void {
  const post = async (body: string): Promise<void> => {
    const response = await fetch(`${addresses.api}/v1/alerts/alertmanager`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${alertmanagerToken()}` },
      body,
    });
    if (!response.ok) throw new Error(`the API answered ${response.status}`);
  };
  account.play(post, tell);
}
