import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { Work, WorkStore } from '../../../lambdas/ports/stores/work-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryWorkStore(): WorkStore {
  const works = new Map<string, Work>();
  return {
    readWork: async (resource) => jsonCopy(works.get(resource) ?? null),
    saveWork: async (work) => {
      if ((works.get(work.resource)?.version ?? 0) !== work.version - 1) {
        throw new WriteConflictError(`The work on ${work.resource} was gone on with elsewhere`);
      }
      works.set(work.resource, jsonCopy(work));
    },
  };
}
