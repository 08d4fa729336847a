import type { AwsClients } from '../../ports/aws-clients.ts';
import {
  type AppConfigDeployment,
  type DeploymentSummary,
  type EnvironmentName,
  listDeployments,
  readDeployment,
  revertedStates,
} from '../../resources/aws/appconfig-deployments.ts';

/** Deployments of an environment that are looked at to find the one before those of the last days. */
const mostOlder = 20;

/** What was deployed into one environment, each deployment read once. */
export interface AppConfigHistory {
  /** The newest ones, of whatever profile, newest first. */
  readonly summaries: readonly DeploymentSummary[];
  /**
   * Deployments of a profile that are in effect or were followed by others, newest first: all since `oldest`, and the one
   * before those.
   */
  deploymentsOf(profile: string, oldest: string): Promise<readonly AppConfigDeployment[]>;
}

/** Asks for each environment and deployment once, however many flags and profiles policy names in it. */
export function createAppConfigHistories(
  aws: AwsClients,
): (name: EnvironmentName) => Promise<AppConfigHistory> {
  const histories = new Map<string, Promise<AppConfigHistory>>();
  return (name) => {
    const key = `${name.application}:${name.environment}`;
    const known = histories.get(key) ?? readHistory(aws, name);
    histories.set(key, known);
    return known;
  };
}

async function readHistory(aws: AwsClients, name: EnvironmentName): Promise<AppConfigHistory> {
  const summaries = await listDeployments(aws, name);
  const deployments = new Map<number, Promise<AppConfigDeployment>>();
  const deployment = (number: number): Promise<AppConfigDeployment> => {
    const known = deployments.get(number) ?? readDeployment(aws, name, number);
    deployments.set(number, known);
    return known;
  };
  return {
    summaries,
    async deploymentsOf(profile, oldest) {
      const recent = summaries.filter(({ startedAt }) => startedAt !== null && startedAt >= oldest);
      const found: AppConfigDeployment[] = [];
      for (const { number } of summaries.slice(0, Math.max(recent.length, mostOlder))) {
        const each = await deployment(number);
        if (each.profile !== profile || each.startedAt === null || revertedStates.includes(each.state))
          continue;
        found.push(each);
        if (each.startedAt < oldest) break;
      }
      return found;
    },
  };
}
