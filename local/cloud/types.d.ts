// Parts of dynalite that its server is made of: https://github.com/architect/dynalite/blob/main/index.js
declare module 'dynalite/db/index.js' {
  type Done<Result = void> = (error: unknown, result?: Result) => void;

  export interface LevelRange {
    readonly gte?: string;
    readonly lt?: string;
    readonly reverse?: boolean;
    readonly limit?: number;
  }

  export type LevelWrite =
    | { readonly type: 'put'; readonly key: string; readonly value: unknown }
    | { readonly type: 'del'; readonly key: string };

  /** LevelDB, or what holds as much in memory; dynalite gave these methods callbacks. */
  export interface Level {
    get(key: string, done: Done<unknown>): void;
    put(key: string, value: unknown, done: Done): void;
    del(key: string, done: Done): void;
    createValueStream(range: LevelRange): NodeJS.EventEmitter;
    batch(writes: readonly LevelWrite[]): Promise<void>;
    getSync(key: string): unknown;
    values(range: LevelRange & { readonly highWaterMarkBytes: number }): {
      nextv: (size: number) => Promise<readonly unknown[]>;
      close(): Promise<void>;
    };
    open(): Promise<void>;
    /** Resolves once what is being written is written. */
    close(): Promise<void>;
  }

  export interface Store {
    readonly db: Level;
  }

  /** How DynamoDB refuses a request. */
  export interface Refusal {
    readonly statusCode: number;
    readonly body: { readonly __type: string };
  }

  export type Types = Readonly<Record<string, unknown>>;
  export type Custom = (data: object, store: Store) => string | undefined;

  export interface Validation {
    readonly types: Types;
    readonly custom?: Custom;
  }

  export type Action = (store: Store, data: object, done: Done<object>) => void;

  const db: { create(options: { path?: string; createTableMs?: number }): Store };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  import type { Custom, Store, Types } from 'dynalite/db/index.js';

  const validations: {
    /** What is known of a request, in the right types. Throws a Refusal. */
    checkTypes(data: object, types: Types): object;
    /** Throws a Refusal. */
    checkValidations(data: object, types: Types, custom: Custom | undefined, store: Store): void;
  };
  export default validations;
}

declare module 'aws-ses-v2-local/dist/store.js' {
  /** Adds a mail as the inbox keeps it. */
  export function saveEmail(mail: unknown): void;
  /** All that the inbox has, oldest first. */
  export function getStoreReadonly(): { readonly emails: readonly unknown[] };
}
