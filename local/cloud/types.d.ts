declare module 'dynalite' {
  import type { Server } from 'node:http';
  /** https://github.com/architect/dynalite#api */
  export default function dynalite(options?: { path?: string; createTableMs?: number }): Server;
}

declare module 'aws-ses-v2-local/dist/store.js' {
  /** Adds a mail as the inbox keeps it. */
  export function saveEmail(mail: unknown): void;
  /** All that the inbox has, oldest first. */
  export function getStoreReadonly(): { readonly emails: readonly unknown[] };
}
