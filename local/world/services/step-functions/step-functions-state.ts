import type { Scenario } from '../../scenario/scenario.ts';

const MINUTE_MS = 60_000;
/** A redriven execution has succeeded after so long. */
const REDRIVE_MS = 40_000;
/** Successful executions are listed so far back. */
const LISTED_MINUTES = 60;

export interface FailedExecution {
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly failedAt: string;
  /** Which of the story's failures it is of. */
  readonly group: number;
  redriveCount: number;
  redrivenAt: string | null;
  /** Of redrives that were accepted. */
  readonly tokens: string[];
}

export interface StateMachine {
  readonly name: string;
  type: 'STANDARD' | 'EXPRESS';
  /** Oldest first. */
  readonly failed: FailedExecution[];
  /** How often executions failed by the story. */
  failures: number;
}

export interface StepFunctionsState {
  readonly machines: StateMachine[];
}

export interface ExecutionView {
  readonly name: string;
  readonly startedAt: string;
  /** Null while it runs. */
  readonly stoppedAt: string | null;
  readonly status: 'FAILED' | 'RUNNING' | 'SUCCEEDED';
  readonly redriveCount: number;
}

export function seedStepFunctions({ stateMachines }: Scenario): StepFunctionsState {
  return { machines: stateMachines.map(({ name }) => ({ name, type: 'STANDARD', failed: [], failures: 0 })) };
}

export function findMachine({ machines }: StepFunctionsState, name: string): StateMachine | undefined {
  return machines.find((machine) => machine.name === name);
}

/** So many executions have failed, evenly over the seconds before. */
export function failExecutions(machine: StateMachine, count: number, inSeconds: number, atMs: number): void {
  const group = machine.failures;
  machine.failures += 1;
  for (let index = 0; index < count; index += 1) {
    const failedMs = atMs - Math.round((inSeconds * 1000 * (count - 1 - index)) / count);
    machine.failed.push({
      name: `parcel-${group}-${index + 1}`,
      startedAt: iso(failedMs - 20_000),
      failedAt: iso(failedMs),
      group,
      redriveCount: 0,
      redrivenAt: null,
      tokens: [],
    });
  }
}

export function redriveExecution(execution: FailedExecution, token: string, atMs: number): void {
  execution.tokens.push(token);
  execution.redriveCount += 1;
  execution.redrivenAt = iso(atMs);
}

export function viewOf(execution: FailedExecution, nowMs: number): ExecutionView {
  const { name, startedAt, failedAt, redriveCount } = execution;
  const succeededMs = succeededAt(execution);
  if (succeededMs === null) return { name, startedAt, stoppedAt: failedAt, status: 'FAILED', redriveCount };
  return nowMs < succeededMs
    ? { name, startedAt, stoppedAt: null, status: 'RUNNING', redriveCount }
    : { name, startedAt, stoppedAt: iso(succeededMs), status: 'SUCCEEDED', redriveCount };
}

/** Every minute one succeeds, but for those in which executions fail; newest first. */
export function usualExecutions({ failed }: StateMachine, nowMs: number): readonly ExecutionView[] {
  const newest = Math.floor((nowMs - 30_000) / MINUTE_MS);
  return Array.from({ length: LISTED_MINUTES }, (_, ago) => newest - ago)
    .filter(
      (minute) => !failed.some(({ failedAt }) => Math.floor(Date.parse(failedAt) / MINUTE_MS) === minute),
    )
    .map((minute) => ({
      name: `usual-${minute}`,
      startedAt: iso(minute * MINUTE_MS + 5000),
      stoppedAt: iso(minute * MINUTE_MS + 25_000),
      status: 'SUCCEEDED',
      redriveCount: 0,
    }));
}

/** Epoch milliseconds; null while nobody has redriven it. */
export function succeededAt({ redrivenAt }: FailedExecution): number | null {
  return redrivenAt === null ? null : Date.parse(redrivenAt) + REDRIVE_MS;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
