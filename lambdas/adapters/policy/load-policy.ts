import { existsSync } from 'node:fs';
import { actions } from '../../actions/index.ts';
import { channels, incidentChannels } from '../../channels/index.ts';
import { contentHash } from '../../domain/content-hash.ts';
import { FirebreakError } from '../../domain/errors.ts';
import { withPeopleWhoAgree } from '../../domain/policy/people-who-agree.ts';
import type { CalendarShifts, CompiledPolicy } from '../../domain/policy/policy.ts';
import { sources } from '../../sources/index.ts';
import { statusPages } from '../../status-pages/index.ts';
import { trackers } from '../../trackers/index.ts';
import { readCalendars } from './calendar/read-calendars.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { type PolicyUse, policyWarnings } from './policy-warnings.ts';
import { agentProblems } from './problems/agent-problems.ts';
import { channelProblems } from './problems/channel-problems.ts';
import { duplicateProblems } from './problems/duplicate-problems.ts';
import { expressionProblems } from './problems/expression-problems.ts';
import { protectionProblems } from './problems/protection-problems.ts';
import { referenceProblems } from './problems/reference-problems.ts';
import { signInProblems } from './problems/sign-in-problems.ts';
import { slackCommandProblems } from './problems/slack-command-problems.ts';
import { statusPageProblems } from './problems/status-page-problems.ts';
import { trackerProblems } from './problems/tracker-problems.ts';
import { type PolicyFiles, readPolicyFiles } from './read-policy-files.ts';

/** The policy is not valid, or not there. The message lists every problem as file:line:column. */
export class PolicyError extends FirebreakError {
  readonly code = 'policy.invalid';
  readonly problems: readonly PolicyProblem[];

  constructor(directory: string, problems: readonly PolicyProblem[]) {
    if (!existsSync(directory)) {
      super(`There is no folder ${directory} here: name the one that holds the policy`);
      this.problems = problems;
      return;
    }
    const lines = problems.map((problem) => `  ${describeProblem(directory, problem)}`);
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`The policy in ${directory} has ${count}:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** `policy/services.yaml:12:5 services[0].tier must be one of 1, 2, 3, not 4`. */
export function describeProblem(directory: string, problem: PolicyProblem): string {
  const place = `${directory.replace(/\/+$/, '')}/${problem.file}:${problem.line}:${problem.column}`;
  return [place, problem.field, problem.message].filter((part) => part !== '').join(' ');
}

/**
 * Reads a policy's folder, checks all of it and compiles it to plain JSON. Rejects with a PolicyError that lists every
 * problem at once.
 */
export async function loadPolicy(directory: string): Promise<CompiledPolicy> {
  return (await inspectPolicy(directory)).policy;
}

/** The same, with what is allowed and probably not meant. */
export async function inspectPolicy(
  directory: string,
  use: PolicyUse = { onAws: false },
): Promise<{ readonly policy: CompiledPolicy; readonly warnings: readonly PolicyProblem[] }> {
  const problems: PolicyProblem[] = [];
  const files = await readPolicyFiles(directory, problems);
  problems.push(
    ...duplicateProblems(files),
    ...expressionProblems(files),
    ...protectionProblems(files),
    ...referenceProblems(
      files,
      actions,
      sources.map(({ name }) => name),
    ),
    ...channelProblems(files, channels, incidentChannels),
    ...signInProblems(files),
    ...agentProblems(files),
    ...slackCommandProblems(files),
    ...trackerProblems(files, trackers),
    ...statusPageProblems(files, statusPages),
  );
  const calendars = files.people === null ? [] : await readCalendars(directory, files.people, problems);
  const policy = problems.length === 0 ? compile(files, calendars) : null;
  if (policy !== null) return { policy, warnings: policyWarnings(files, use).toSorted(byPlace) };
  throw new PolicyError(directory, problems.toSorted(byPlace));
}

/** Null when a file is missing, which is then among the problems. */
function compile(files: PolicyFiles, calendars: readonly CalendarShifts[]): CompiledPolicy | null {
  const { services, sources: mapped, correlation, severity, guardrails, people, runbooks } = files;
  if (services === null || mapped === null || correlation === null || severity === null) return null;
  if (guardrails === null || people === null) return null;
  const content = {
    correlateBy: services.value.correlateBy,
    environments: services.value.environments,
    defaultEnvironment: services.value.defaultEnvironment,
    services: services.value.services,
    correlation: correlation.value,
    mappings: mapped.value.mappings.map((mapping, index) => ({
      ...mapping,
      place: mapped.yaml.place(['mappings', index]),
    })),
    severity: {
      rules: severity.value.rules.map((rule, index) => ({
        ...rule,
        place: severity.yaml.place(['rules', index]),
      })),
      default: { ...severity.value.default, place: severity.yaml.place(['default']) },
    },
    guardrails: withPeopleWhoAgree(guardrails.value, people.value.signIn !== undefined),
    people: people.value,
    calendars,
    runbooks: runbooks
      .filter((runbook) => runbook !== null)
      .map(({ yaml, value }) => ({
        ...value,
        place: yaml.place([]),
        steps: value.steps.map((step, index) => ({ ...step, place: yaml.place(['steps', index]) })),
      })),
  };
  return { hash: contentHash(content), ...content };
}

function byPlace(a: PolicyProblem, b: PolicyProblem): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}
