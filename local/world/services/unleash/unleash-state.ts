import type { Scenario } from '../../scenario/scenario.ts';

export interface UnleashEvent {
  readonly id: number;
  readonly type: string;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** A flag in one environment. */
export interface UnleashFlag {
  /** Host and path. */
  readonly server: string;
  readonly project: string;
  readonly environment: string;
  readonly flag: string;
  readonly tokenSecret: string;
  on: boolean;
  /** Oldest first. */
  readonly events: UnleashEvent[];
  /** On or off, and since when, oldest first. */
  readonly history: { readonly on: boolean; readonly at: string }[];
}

export interface UnleashState {
  readonly flags: UnleashFlag[];
  newestEvent: number;
}

export function seedUnleash({ unleashFlags }: Scenario, startedAtMs: number): UnleashState {
  return {
    newestEvent: 840,
    flags: unleashFlags.map(({ minutesAgo, on, ...flag }) => ({
      ...flag,
      on,
      events: [],
      history: [{ on, at: new Date(startedAtMs - minutesAgo * 60_000).toISOString() }],
    })),
  };
}

export function turnFlag(
  state: UnleashState,
  flag: UnleashFlag,
  { on, by, atMs }: { readonly on: boolean; readonly by: string; readonly atMs: number },
): void {
  if (flag.on === on) return;
  flag.on = on;
  flag.history.push({ on, at: new Date(atMs).toISOString() });
  noteEvent(state, flag, on ? 'feature-environment-enabled' : 'feature-environment-disabled', by, atMs);
}

/** What happened to a flag, such as `feature-strategy-update`. */
export function noteEvent(
  state: UnleashState,
  flag: UnleashFlag,
  type: string,
  by: string,
  atMs: number,
): void {
  state.newestEvent += 1;
  flag.events.push({
    id: state.newestEvent,
    type,
    createdBy: by,
    createdAt: new Date(atMs).toISOString(),
  });
}
