import type { Work, WorkStore } from '../../../../lambdas/ports/stores/work-store.ts';
import { jsonCopy } from '../json-copy.ts';
import { saveVersion } from '../save-version.ts';

export function createInMemoryWorkStore(): WorkStore {
  const works = new Map<string, Work>();
  return {
    readWork: async (resource) => jsonCopy(works.get(resource) ?? null),
    saveWork: async (work) =>
      saveVersion(works, work.resource, work, `The work on ${work.resource} was gone on with elsewhere`),
  };
}
