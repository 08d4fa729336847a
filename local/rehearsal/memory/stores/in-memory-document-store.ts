import type { DocumentStore } from '../../../../lambdas/ports/stores/document-store.ts';

export function createInMemoryDocumentStore(): DocumentStore {
  const documents = new Map<string, string>();
  return {
    put: async (key, body) => {
      documents.set(key, body);
    },
    read: async (key) => documents.get(key) ?? null,
  };
}
