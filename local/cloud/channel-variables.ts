import { channelSetups, incidentChannels } from '../../lambdas/channels/index.ts';
import { statusPages } from '../../lambdas/status-pages/index.ts';
import { trackers } from '../../lambdas/trackers/index.ts';

/** What each channel of notifications, tracker and status page is set up with on this laptop, where these services stand for the real ones. */
export function channelVariables(servicesUrl: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...channelSetups, ...trackers, ...statusPages].flatMap(({ env, secrets }) => [
      ...Object.entries(env).map(([name, { local }]) => [name, at(servicesUrl, local)]),
      ...Object.keys(secrets).map((name) => [name, secretOf(name)]),
    ]),
  );
}

/** The secrets that channels, trackers and status pages read, by their names. */
export function channelSecrets(servicesUrl: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...incidentChannels, ...trackers, ...statusPages].flatMap(({ localSecrets }) =>
      Object.entries(localSecrets).map(([name, value]) => [secretOf(name), at(servicesUrl, value)]),
    ),
  );
}

function at(servicesUrl: string, value: string): string {
  return value.replaceAll('{channels}', servicesUrl);
}

function secretOf(variable: string): string {
  return `firebreak/local/${variable.toLowerCase()}`;
}
