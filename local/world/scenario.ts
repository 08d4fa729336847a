import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const functionSchema = z.strictObject({
  name: z.string(),
  alias: z.string(),
  versions: z.array(z.strictObject({ version: z.string(), minutesAgo: z.number() })),
  live: z.string(),
});

const flagPlace = { application: z.string(), environment: z.string(), profile: z.string() };

const profileSchema = z.strictObject({
  ...flagPlace,
  minutesAgo: z.number(),
  values: z.record(z.string(), z.strictObject({ enabled: z.boolean() })),
});

const serviceSchema = z.strictObject({
  id: z.string(),
  function: z.string(),
  requestsPerMinute: z.number(),
  errorPercent: z.number(),
  latencyP50Ms: z.number(),
  latencyP99Ms: z.number(),
});

const eventSchema = z.strictObject({
  afterSeconds: z.number(),
  deploy: z.strictObject({ function: z.string(), version: z.string() }).optional(),
  flag: z.strictObject({ ...flagPlace, flag: z.string(), enabled: z.boolean() }).optional(),
});

const effectSchema = z.strictObject({
  while: z.union([
    z.strictObject({ function: z.string(), version: z.string() }),
    z.strictObject({ ...flagPlace, flag: z.string() }),
  ]),
  service: z.string(),
  errorPercent: z.number().optional(),
  latencyFactor: z.number().optional(),
  trafficFactor: z.number().optional(),
});

const alertSchema = z.strictObject({
  name: z.string(),
  service: z.string(),
  errorPercentAbove: z.number(),
  forSeconds: z.number(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
});

const scenarioSchema = z.strictObject({
  name: z.string(),
  summary: z.string(),
  functions: z.array(functionSchema),
  flags: z.array(profileSchema).default([]),
  services: z.array(serviceSchema),
  story: z.array(eventSchema),
  effects: z.array(effectSchema).default([]),
  alerts: z.array(alertSchema).default([]),
});

/** A simulated account, what happens in it, and which alerts its monitoring raises. */
export type Scenario = z.infer<typeof scenarioSchema>;
export type SimulatedService = Scenario['services'][number];
export type Effect = Scenario['effects'][number];
export type AlertRule = Scenario['alerts'][number];

const FOLDER = join(import.meta.dirname, '..', '..', 'scenarios');

/** A scenario that cannot be played; the message says why and which there are. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

export function scenarioNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

export function loadScenario(name: string): Scenario {
  if (!scenarioNames().includes(name)) {
    throw new ScenarioError(
      `There is no scenario "${name}". There are: ${scenarioNames().join(', ')}, and none.`,
    );
  }
  const result = scenarioSchema.safeParse(parse(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8')));
  if (result.success) return result.data;
  throw new ScenarioError(`scenarios/${name}.yaml is not a scenario:\n${z.prettifyError(result.error)}`);
}
