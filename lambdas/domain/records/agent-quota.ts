/** How often an agent wrote lately. */
export interface AgentQuota {
  readonly agent: string;
  /** When the hour began in which `sent` counts. */
  readonly since: string;
  readonly sent: number;
  /** Of single incidents, the newest last. */
  readonly incidents: readonly { readonly id: string; readonly sent: number }[];
  /** Grows by one with every write. */
  readonly version: number;
}
