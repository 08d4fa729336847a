declare module 'dynalite' {
  /** A server that does not listen yet; closing it closes the files. https://github.com/architect/dynalite#readme */
  export default function dynalite(options: {
    path?: string;
    createTableMs?: number;
  }): import('node:http').Server;
}

declare module 'aws-ses-v2-local/dist/store.js' {
  /** Adds a mail as the inbox keeps it. */
  export function saveEmail(mail: unknown): void;
  /** All that the inbox has, oldest first. */
  export function getStoreReadonly(): { readonly emails: readonly unknown[] };
}
