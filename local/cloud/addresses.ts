/** Where everything is that a run serves. */
export interface Addresses {
  readonly api: string;
  readonly console: string;
  readonly inbox: string;
  /** The page with what chat, pagers, phones and webhooks got. */
  readonly channels: string;
  /** The ledger's bucket. */
  readonly ledger: string;
  /** URL of the queue of accepted deliveries, and the endpoint of Secrets Manager: for the command line. */
  readonly queue: string;
  readonly secrets: string;
  /** Pages that the public would read, as they are on this computer. */
  readonly statusPages: readonly string[];
}
