/** Secrets by name. Values are cached for minutes at most; an unknown or empty one is a ConfigurationError. */
export interface Secrets {
  read(name: string): Promise<string>;
}

/** Secrets of which the version before the last rotation still counts. */
export interface RotatedSecrets extends Secrets {
  /** The newest first, one or two. `fresh`: one that was read in the last half minute is the oldest that will do. */
  versions(name: string, fresh?: boolean): Promise<readonly [string, ...string[]]>;
}
