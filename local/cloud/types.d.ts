declare module 'dynalite' {
  /** A server that does not listen yet; closing it closes the files. https://github.com/architect/dynalite#readme */
  export default function dynalite(options: {
    path?: string;
    createTableMs?: number;
  }): import('node:http').Server;
}

declare module 'dynalite/db/index.js' {
  interface Iterator {
    close(): Promise<void>;
  }
  interface Store {
    /** https://github.com/Level/abstract-level#readme */
    readonly db: {
      keys(range?: object): Iterator;
      values(range?: object): Iterator;
      attachResource(resource: unknown): void;
      detachResource(resource: unknown): void;
    };
    getItemDb(table: string): { createValueStream(range: object): import('node:stream').Readable };
  }
  /** What the server makes its store with, at each start. */
  const stores: { create(options: { path?: string }): Store };
  export default stores;
}

declare module 'aws-ses-v2-local/dist/store.js' {
  /** Adds a mail as the inbox keeps it. */
  export function saveEmail(mail: unknown): void;
  /** Empties the inbox. */
  export function clearStore(): void;
  /** All that the inbox has, oldest first. */
  export function getStoreReadonly(): { readonly emails: readonly { at: number }[] };
}
declare module 'oidc-provider' {
  type Incoming = import('node:http').IncomingMessage;
  type Outgoing = import('node:http').ServerResponse;
  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }
  interface Context {
    readonly oidc: {
      readonly provider: Provider;
      readonly client?: { readonly clientId: string };
      readonly session?: { readonly accountId?: string };
    };
  }
  /** https://github.com/panva/node-oidc-provider/blob/main/docs/README.md */
  export default class Provider {
    constructor(issuer: string, configuration: object);
    readonly Grant: new (of: {
      readonly clientId: string | undefined;
      readonly accountId: string | undefined;
    }) => Grant;
    callback(): (request: Incoming, response: Outgoing) => void;
    interactionFinished(request: Incoming, response: Outgoing, result: object): Promise<void>;
  }
  export type { Context };
}
