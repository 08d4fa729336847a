/** Secrets by name. Values are cached for minutes at most; an unknown or empty one is a ConfigurationError. */
export interface Secrets {
  read(name: string): Promise<string>;
}
