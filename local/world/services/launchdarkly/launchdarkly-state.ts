import type { Scenario } from '../../scenario/scenario.ts';

/** What happened to a flag in one environment, as the audit log has it. */
export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  /** Such as `updateOn` or `updateRules`. */
  readonly action: string;
  readonly by: string;
  readonly comment: string;
}

export interface LaunchDarklyFlag {
  readonly host: string;
  readonly project: string;
  readonly environment: string;
  readonly flag: string;
  readonly tokenSecret: string;
  on: boolean;
  archived: boolean;
  /** Of its targeting in this environment: each change makes it one more. */
  version: number;
  /** Oldest first. */
  readonly audit: AuditEntry[];
  /** On or off, and since when, oldest first. */
  readonly history: { readonly on: boolean; readonly at: string }[];
}

export interface LaunchDarklyState {
  readonly flags: LaunchDarklyFlag[];
}

export function seedLaunchDarkly({ launchDarklyFlags }: Scenario, startedAtMs: number): LaunchDarklyState {
  return {
    flags: launchDarklyFlags.map(({ minutesAgo, on, ...flag }) => ({
      ...flag,
      on,
      archived: false,
      version: 3,
      audit: [],
      history: [{ on, at: iso(startedAtMs - minutesAgo * 60_000) }],
    })),
  };
}

export function findFlag(
  { flags }: LaunchDarklyState,
  wanted: Partial<Pick<LaunchDarklyFlag, 'host' | 'project' | 'environment' | 'flag'>>,
): LaunchDarklyFlag | undefined {
  return flags.find((one) =>
    Object.entries(wanted).every(([name, value]) => Reflect.get(one, name) === value),
  );
}

export function turnFlag(flag: LaunchDarklyFlag, on: boolean, atMs: number, by: string, comment = ''): void {
  if (flag.on === on) return;
  flag.on = on;
  flag.history.push({ on, at: iso(atMs) });
  changeFlag(flag, 'updateOn', atMs, by, comment);
}

/** Somebody changes its targeting. */
export function changeFlag(
  flag: LaunchDarklyFlag,
  action: string,
  atMs: number,
  by: string,
  comment = '',
): void {
  flag.version += 1;
  const id = `${flag.flag}-${flag.environment}-${flag.version}`;
  flag.audit.push({ id, at: iso(atMs), action, by, comment });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
