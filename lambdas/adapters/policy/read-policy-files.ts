import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { policySchemas } from './policy-files.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { schemaProblems } from './problems/schema-problems.ts';
import { YamlFile } from './yaml-file.ts';

/** A file whose content fits its schema. */
export interface PolicyFile<Schema extends z.ZodType> {
  readonly yaml: YamlFile;
  readonly value: z.output<Schema>;
}

/** Each file that could be read; null stands for one that has problems of its own. */
export interface PolicyFiles {
  readonly services: PolicyFile<typeof policySchemas.services> | null;
  /** The defaults when there is no such file. */
  readonly correlation: PolicyFile<typeof policySchemas.correlation> | null;
  /** Empty when there is no such file: mappings are for those who need them. */
  readonly sources: PolicyFile<typeof policySchemas.sources> | null;
  readonly severity: PolicyFile<typeof policySchemas.severity> | null;
  readonly guardrails: PolicyFile<typeof policySchemas.guardrails> | null;
  readonly people: PolicyFile<typeof policySchemas.people> | null;
  /** In the order of their names. */
  readonly runbooks: readonly (PolicyFile<typeof policySchemas.runbook> | null)[];
}

/** Reads every file of a policy's folder and adds what is wrong with it to `problems`. */
export async function readPolicyFiles(directory: string, problems: PolicyProblem[]): Promise<PolicyFiles> {
  const read = async <Schema extends z.ZodType>(name: string, schema: Schema) =>
    readPolicyFile(directory, name, schema, problems);
  const files = {
    services: await read('services.yaml', policySchemas.services),
    correlation: await readPolicyFile(
      directory,
      'correlation.yaml',
      policySchemas.correlation,
      problems,
      '{}',
    ),
    sources: await readPolicyFile(directory, 'sources.yaml', policySchemas.sources, problems, 'mappings: []'),
    severity: await read('severity.yaml', policySchemas.severity),
    guardrails: await read('guardrails.yaml', policySchemas.guardrails),
    people: await read('people.yaml', policySchemas.people),
  };
  const names = await runbookNames(directory);
  if (names.length === 0)
    problems.push(wholeFile('runbooks', 'has no runbook: add one, such as bad-deploy.yaml'));
  const runbooks: PolicyFiles['runbooks'][number][] = [];
  for (const name of names) runbooks.push(await read(name, policySchemas.runbook));
  return { ...files, runbooks };
}

async function readPolicyFile<Schema extends z.ZodType>(
  directory: string,
  name: string,
  schema: Schema,
  problems: PolicyProblem[],
  textInstead: string | null = null,
): Promise<PolicyFile<Schema> | null> {
  let text: string;
  try {
    text = await readText(join(directory, name), textInstead);
  } catch (error) {
    problems.push(wholeFile(name, `cannot be read (${codeOf(error)}): the policy needs it`));
    return null;
  }
  const yaml = new YamlFile(name, text);
  const syntax = yaml.syntaxProblems();
  if (syntax.length > 0) {
    problems.push(...syntax);
    return null;
  }
  let data: unknown;
  try {
    data = yaml.data();
  } catch (error) {
    problems.push(yaml.problem([], `is not YAML: ${error instanceof Error ? error.message : String(error)}`));
    return null;
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return { yaml, value: parsed.data };
  problems.push(...schemaProblems(yaml, schema, data, parsed.error.issues));
  return null;
}

/** The text that stands in for a file that need not be there. */
async function readText(path: string, instead: string | null): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (instead !== null && codeOf(error) === 'ENOENT') return instead;
    throw error;
  }
}

async function runbookNames(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(join(directory, 'runbooks'));
    return names
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted()
      .map((name) => `runbooks/${name}`);
  } catch {
    return [];
  }
}

function wholeFile(file: string, message: string): PolicyProblem {
  return { file, line: 1, column: 1, field: '', message };
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
