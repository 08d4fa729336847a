import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as YAML from 'yaml';

/** Services that can each have an incident of their own: so many copies of the shop's checkout, each broken by its own deployment. */
export interface Crowd {
  readonly policyDir: string;
  readonly scenarioDir: string;
  readonly scenario: string;
  readonly services: readonly string[];
}

const repository = join(import.meta.dirname, '..', '..');
const scenario = 'crowd';
/** Long enough ago that CloudWatch shows what the deployments broke. */
export const brokenSecondsAgo = 600;
/**
 * Small services, as the simulated account, which runs on the same cores, makes up each of their log lines; and healthy ones, so that
 * triage is never in doubt since when they fail.
 */
const small = { requestsPerMinute: 120, errorPercent: 0 };

/**
 * Writes the bench's own policy and scenario below `directory`: those of the project, with the copies added, and a storm limit that they
 * do not reach. Nothing else differs.
 */
export async function makeCrowd(directory: string, size: number): Promise<Crowd> {
  const policyDir = join(directory, 'policy');
  const scenarioDir = join(directory, 'scenarios');
  const services = Array.from({ length: size }, (_, index) => `crowd-${String(index + 1).padStart(3, '0')}`);
  await cp(join(repository, 'policy'), policyDir, { recursive: true });
  await change(join(policyDir, 'services.yaml'), (file) => ({
    ...file,
    services: [...listIn(file, 'services'), ...copies(listIn(file, 'services'), services)],
  }));
  await change(join(policyDir, 'correlation.yaml'), (file) => ({
    ...file,
    storm: { newIncidents: 1000, perMinutes: 5 },
  }));
  await mkdir(join(scenarioDir, 'worlds'), { recursive: true });
  const world = await readYaml(join(repository, 'scenarios', 'worlds', 'shop.yaml'));
  await writeJson(join(scenarioDir, 'worlds', 'shop.yaml'), {
    ...world,
    services: [
      ...listIn(world, 'services'),
      ...copies(listIn(world, 'services'), services).map((service) => ({ ...service, ...small })),
    ],
    functions: [...listIn(world, 'functions'), ...copies(listIn(world, 'functions'), services)],
    // The bench posts them itself.
    alerts: [],
  });
  await writeJson(join(scenarioDir, `${scenario}.yaml`), story(services));
  return { policyDir, scenarioDir, scenario, services };
}

function story(services: readonly string[]): object {
  return {
    name: scenario,
    summary: 'Each of many services was broken by its own deployment.',
    world: 'shop',
    story: services.map((service) => ({
      id: service,
      afterSeconds: -brokenSecondsAgo,
      deploy: { function: service },
    })),
    effects: services.map((service) => ({
      while: service,
      service,
      errorPercent: 41,
      latencyFactor: 1.1,
      error: "TypeError: Cannot read properties of undefined (reading 'currency')",
    })),
    expect: {
      culprit: services[0],
      service: services[0],
      symptoms: ['availability'],
      severities: ['SEV1', 'SEV2'],
    },
  };
}

type Entry = Readonly<Record<string, unknown>>;

/** The entry of checkout for each service, with the service's name wherever checkout's stands. */
function copies(entries: readonly Entry[], services: readonly string[]): readonly Entry[] {
  const original = entries.find(({ id, name }) => id === 'checkout' || name === 'checkout');
  if (original === undefined) throw new Error('The shop has no checkout');
  return services.map((service) => JSON.parse(JSON.stringify(original).replace(/\bcheckout\b/gi, service)));
}

function listIn(file: Entry, name: string): readonly Entry[] {
  const list = file[name];
  if (!Array.isArray(list)) throw new Error(`There is no list ${name}`);
  return list;
}

async function change(file: string, edit: (content: Entry) => Entry): Promise<void> {
  await writeJson(file, edit(await readYaml(file)));
}

async function readYaml(file: string): Promise<Entry> {
  const content: Entry = YAML.parse(await readFile(file, 'utf8'));
  return content;
}

/** JSON is YAML. */
async function writeJson(file: string, content: object): Promise<void> {
  await writeFile(file, JSON.stringify(content, null, 1));
}
