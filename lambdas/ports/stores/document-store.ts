/** Documents such as postmortems, by key. */
export interface DocumentStore {
  put(key: string, body: string, contentType: string): Promise<void>;
  read(key: string): Promise<string | null>;
}
