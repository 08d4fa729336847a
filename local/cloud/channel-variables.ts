import { channels } from '../../lambdas/channels/index.ts';

/** What each channel of notifications is set up with on this laptop. */
export function channelVariables(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    channels.flatMap(({ env, secrets }) => [
      ...Object.entries(env).map(([name, { local }]) => [name, local]),
      ...Object.keys(secrets).map((name) => [name, secretOf(name)]),
    ]),
  );
}

/** Names of the secrets that channels read. */
export function channelSecrets(): readonly string[] {
  return channels.flatMap(({ secrets }) => Object.keys(secrets).map(secretOf));
}

function secretOf(variable: string): string {
  return `firebreak/local/${variable.toLowerCase()}`;
}
