import type { Span } from '../../signals/account-view.ts';
import type { Environment, StartedDeployment } from './appconfig-state.ts';
import { type DeploymentStrategy, deploymentStrategies, growthSteps } from './deployment-strategies.ts';

const MINUTE_MS = 60_000;

export interface DeploymentProgress {
  readonly state: 'DEPLOYING' | 'BAKING' | 'COMPLETE' | 'ROLLED_BACK' | 'REVERTED';
  readonly percentageComplete: number;
  /** Epoch milliseconds; null while it is in progress. */
  readonly completedAtMs: number | null;
}

export function strategyOf({ strategy }: StartedDeployment): DeploymentStrategy {
  const found = deploymentStrategies[strategy];
  if (found === undefined) throw new Error(`There is no deployment strategy ${strategy}`);
  return found;
}

/** How far a deployment is: it grows, it bakes, it is complete, unless it is stopped before or reverted after that. */
export function progressOf(environment: Environment, number: number, nowMs: number): DeploymentProgress {
  const deployment = deploymentOf(environment, number);
  const { durationMinutes, bakeMinutes } = strategyOf(deployment);
  const startedAt = Date.parse(deployment.at);
  const grownAt = startedAt + durationMinutes * MINUTE_MS;
  // AWS takes no other deployment before the bake is over. The story does: it then is over.
  const next = environment.deployments[number];
  const bakedAt = Math.min(
    grownAt + bakeMinutes * MINUTE_MS,
    next === undefined ? Infinity : Date.parse(next.at),
  );
  const stoppedAt = deployment.stoppedAt === null ? null : Date.parse(deployment.stoppedAt);
  if (stoppedAt !== null && stoppedAt < bakedAt) {
    return { state: 'ROLLED_BACK', percentageComplete: 0, completedAtMs: stoppedAt };
  }
  if (stoppedAt !== null) return { state: 'REVERTED', percentageComplete: 0, completedAtMs: stoppedAt };
  if (nowMs >= bakedAt) return { state: 'COMPLETE', percentageComplete: 100, completedAtMs: bakedAt };
  if (nowMs >= grownAt) return { state: 'BAKING', percentageComplete: 100, completedAtMs: null };
  return { state: 'DEPLOYING', percentageComplete: 100 * shareAt(deployment, nowMs), completedAtMs: null };
}

/** The deployment that keeps the environment busy; null when it takes another one. */
export function inProgress(environment: Environment, nowMs: number): number | null {
  const number = environment.deployments.length;
  if (number === 0) return null;
  const { state } = progressOf(environment, number, nowMs);
  return state === 'DEPLOYING' || state === 'BAKING' ? number : null;
}

/** The deployment of a profile that clients get at a moment; while a newer one grows, the share that has it already. */
export function effectiveDeployment(
  { deployments }: Environment,
  profile: string,
  atMs: number,
): StartedDeployment | undefined {
  return deployments.findLast((one) => one.profile === profile && isInEffect(one, atMs));
}

/** When a configuration that `holds` was in effect, and for which share of the clients; oldest first. */
export function effectSpans(
  { deployments }: Environment,
  profile: string,
  holds: (version: number) => boolean,
): readonly Span[] {
  const ofProfile = deployments.filter((one) => one.profile === profile);
  const moments = new Set(ofProfile.flatMap(momentsOf));
  const ordered = [...moments].sort((a, b) => a - b);
  return ordered.flatMap((from, index) => {
    const share = shareHolding(ofProfile, holds, from);
    return share > 0 ? [{ from, until: ordered[index + 1] ?? Number.POSITIVE_INFINITY, share }] : [];
  });
}

/** From the newest to the oldest: each takes its share of the clients, the one before has the rest. */
function shareHolding(
  deployments: readonly StartedDeployment[],
  holds: (version: number) => boolean,
  atMs: number,
): number {
  let rest = 1;
  let sum = 0;
  for (const deployment of deployments.toReversed()) {
    if (!isInEffect(deployment, atMs)) continue;
    const share = rest * shareAt(deployment, atMs);
    if (holds(deployment.version)) sum += share;
    rest -= share;
    if (rest <= 0) break;
  }
  return sum;
}

/** Moments at which what clients get may change. */
function momentsOf(deployment: StartedDeployment): readonly number[] {
  const startedAt = Date.parse(deployment.at);
  const steps = growthSteps(strategyOf(deployment)).map(
    ({ afterMinutes }) => startedAt + afterMinutes * MINUTE_MS,
  );
  return deployment.stoppedAt === null ? steps : [...steps, Date.parse(deployment.stoppedAt)];
}

function shareAt(deployment: StartedDeployment, atMs: number): number {
  const minutes = (atMs - Date.parse(deployment.at)) / MINUTE_MS;
  return (
    growthSteps(strategyOf(deployment)).findLast(({ afterMinutes }) => afterMinutes <= minutes)?.share ?? 0
  );
}

function isInEffect({ at, stoppedAt }: StartedDeployment, atMs: number): boolean {
  return Date.parse(at) <= atMs && (stoppedAt === null || atMs < Date.parse(stoppedAt));
}

function deploymentOf({ deployments, name }: Environment, number: number): StartedDeployment {
  const found = deployments[number - 1];
  if (found === undefined) throw new Error(`${name} has no deployment ${number}`);
  return found;
}
