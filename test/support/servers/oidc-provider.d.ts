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
