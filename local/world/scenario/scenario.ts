import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type * as z from 'zod';
import type { PolicyProblem } from '../../../lambdas/adapters/policy/policy-problem.ts';
import { schemaProblems } from '../../../lambdas/adapters/policy/problems/schema-problems.ts';
import { YamlFile } from '../../../lambdas/adapters/policy/yaml-file.ts';
import { type Dice, DrawError, diceOf, drawAll } from '../chance/draw.ts';
import { referenceProblems } from './scenario-references.ts';
import { type ScenarioFile, scenarioFileSchema, type World, worldSchema } from './scenario-schema.ts';
import { serviceSchema } from './service-schema.ts';

/** A simulated account, what happens in it, which alerts its monitoring raises, and who is to blame. */
export interface Scenario extends World {
  readonly name: string;
  readonly summary: string;
  /** Which variant; null: as the story usually goes. */
  readonly seed: number | null;
  readonly about: ScenarioFile['about'];
  readonly metrics: ScenarioFile['metrics'];
  readonly expect: ScenarioFile['expect'];
}

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'scenarios');

/** A scenario that cannot be played; the message says why, with file, line and column, or which there are. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

export function scenarioNames(folder: string = FOLDER): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

export type ScenarioSummary = Pick<Scenario, 'name' | 'summary'>;

/** What each of them is about, as its story usually goes. Throws ScenarioError. */
export function scenarioSummaries(folder: string = FOLDER): readonly ScenarioSummary[] {
  return scenarioNames(folder).map((name) => ({ name, summary: loadScenario(name, null, folder).summary }));
}

/** One variant of a scenario: the same seed gives the same. Throws ScenarioError. */
export function loadScenario(name: string, seed: number | null = null, folder: string = FOLDER): Scenario {
  if (!scenarioNames(folder).includes(name)) {
    throw new ScenarioError(
      `There is no scenario "${name}". There are: ${scenarioNames(folder).join(', ')}, and none.`,
    );
  }
  const dice = diceOf(name, seed);
  const { file, value } = readFile(folder, `${name}.yaml`, scenarioFileSchema, dice);
  if (value.name !== name) refuse([file.problem(['name'], `must be ${name}, as the file is called`)]);
  const world = readFile(folder, `worlds/${value.world}.yaml`, worldSchema, dice).value;
  const scenario = variantOf(value, world, seed, dice);
  refuse(referenceProblems(value, world).map(([path, message]) => file.problem(path, message)));
  return scenario;
}

function variantOf(file: ScenarioFile, world: World, seed: number | null, dice: Dice): Scenario {
  const { name, summary, about, metrics, expect } = file;
  const kept = <Entry extends { readonly chance: number }>(
    list: string,
    entries: readonly Entry[],
  ): Entry[] =>
    entries.filter(({ chance }, index) => {
      const at = dice([list, index, 'chance']);
      return at === null ? chance >= 0.5 : at < chance;
    });
  const story = kept('story', file.story);
  const played = new Set(story.map(({ id }) => id));
  const effects = kept('effects', file.effects);
  return {
    name,
    summary,
    seed,
    about,
    metrics,
    expect,
    functions: [...world.functions, ...file.functions],
    ecsServices: [...world.ecsServices, ...file.ecsServices],
    stacks: [...world.stacks, ...file.stacks],
    codeDeployGroups: [...world.codeDeployGroups, ...file.codeDeployGroups],
    flags: [...world.flags, ...file.flags],
    configurations: [...world.configurations, ...file.configurations],
    launchDarklyFlags: [...world.launchDarklyFlags, ...file.launchDarklyFlags],
    unleashFlags: [...world.unleashFlags, ...file.unleashFlags],
    webhooks: [...world.webhooks, ...file.webhooks],
    flows: [...world.flows, ...file.flows],
    automations: [...world.automations, ...file.automations],
    remedyFunctions: [...world.remedyFunctions, ...file.remedyFunctions],
    queues: [...world.queues, ...file.queues],
    tables: [...world.tables, ...file.tables],
    autoScalingGroups: [...world.autoScalingGroups, ...file.autoScalingGroups],
    secrets: [...world.secrets, ...file.secrets],
    stateMachines: [...world.stateMachines, ...file.stateMachines],
    rules: [...world.rules, ...file.rules],
    schedules: [...world.schedules, ...file.schedules],
    apiStages: [...world.apiStages, ...file.apiStages],
    zonalResources: [...world.zonalResources, ...file.zonalResources],
    httpApiStages: [...world.httpApiStages, ...file.httpApiStages],
    accessKeys: [...world.accessKeys, ...file.accessKeys],
    roles: [...world.roles, ...file.roles],
    ...(world.location === undefined ? {} : { location: world.location }),
    ...(world.policy === undefined ? {} : { policy: world.policy }),
    ipSets: [...world.ipSets, ...file.ipSets],
    dbClusters: [...world.dbClusters, ...file.dbClusters],
    agentAliases: [...world.agentAliases, ...file.agentAliases],
    agentRuntimes: [...world.agentRuntimes, ...file.agentRuntimes],
    services: world.services.map((service) =>
      serviceSchema.parse({ ...service, ...file.services.find(({ id }) => id === service.id) }),
    ),
    story: [...world.story, ...story].sort((a, b) => a.afterSeconds - b.afterSeconds),
    effects: [...world.effects, ...effects].filter(({ while: cause, afterUndoing: undone }) =>
      [cause, undone].every((event) => event === undefined || played.has(event)),
    ),
    alerts: [...world.alerts, ...kept('alerts', file.alerts)],
  };
}

function readFile<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
  dice: Dice,
): { readonly file: YamlFile; readonly value: z.output<Schema> } {
  const { file, template } = readTemplate(join(folder, name), name);
  let data: unknown;
  try {
    data = drawAll(template, dice);
  } catch (error) {
    throw error instanceof DrawError ? problemsFound([file.problem(error.path, error.message)]) : error;
  }
  const result = schema.safeParse(data);
  if (result.success) return { file, value: result.data };
  throw problemsFound(schemaProblems(file, schema, data, result.error.issues));
}

interface Template {
  readonly file: YamlFile;
  /** Before its draws. */
  readonly template: unknown;
}

/** A file is read once, however many variants of it are made. */
const templates = new Map<string, Template>();

function readTemplate(path: string, name: string): Template {
  const known = templates.get(path);
  if (known !== undefined) return known;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ScenarioError(`There is no file scenarios/${name}`);
  }
  const file = new YamlFile(name, text);
  refuse(file.syntaxProblems());
  const read = { file, template: file.data() };
  templates.set(path, read);
  return read;
}

function refuse(problems: readonly PolicyProblem[]): void {
  if (problems.length > 0) throw problemsFound(problems);
}

function problemsFound(problems: readonly PolicyProblem[]): ScenarioError {
  const lines = problems.map(
    ({ file, line, column, field, message }) => `  scenarios/${file}:${line}:${column} ${field} ${message}`,
  );
  return new ScenarioError(`This is not a scenario:\n${lines.join('\n')}`);
}
