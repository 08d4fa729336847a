import { failureReason } from '../../domain/failure-reason.ts';
import { findDependencies } from '../../domain/policy/find-dependencies.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Change, ChangesEvidence } from '../../domain/records/evidence.ts';
import type { EvidenceQuery, EvidenceReader } from '../../ports/plug-ins/evidence-reader.ts';

/** Reads the changes that one kind of source knows of. */
export interface ChangesReader {
  /** For people: `CodeDeploy`. */
  readonly name: string;
  /** Rejects when it cannot tell: an empty list says that nothing changed. */
  read(query: EvidenceQuery): Promise<readonly Change[]>;
}

export interface ChangesReaderOptions {
  /** All that policy knows, to find what a service depends on. */
  readonly services: readonly ServicePolicy[];
  /** Resolves when dependencies have had their time. */
  readonly patience?: () => Promise<void>;
}

type Missing = NonNullable<ChangesEvidence['missing']>[number];

/** Dependencies may take no longer, so that the function still answers with what the service itself has. */
const dependencySeconds = 8;
/** What an item of the table can hold, with space to spare. */
const mostChanges = 200;

/**
 * All sources together, newest change first, of the service and of what it depends on. A source of the service itself that
 * fails makes the changes unavailable: without its changes another one could be blamed. One of a dependency that fails is
 * a gap that is shown: it can only hide that the cause lies elsewhere.
 */
export function createChangesReader(
  readers: readonly ChangesReader[],
  { services, patience = () => passed(dependencySeconds) }: ChangesReaderOptions,
): EvidenceReader<ChangesEvidence> {
  return {
    kind: 'changes',
    async read(query) {
      const own = Promise.all(readers.map((reader) => reader.read(query)));
      const dependencies = findDependencies(query.service, services);
      const late = patience();
      const others = dependencies.services.flatMap((service) =>
        readers.map((reader) => readDependency(reader, { ...query, service }, late)),
      );
      const [ownChanges, found] = await Promise.all([own, Promise.all(others)]);
      const changes = newest([...ownChanges.flat(), ...found.flatMap((each) => each.changes)]);
      const missing: readonly Missing[] = [
        ...found.flatMap((each) => each.missing),
        ...dependencies.leftOut.map((id) => ({ source: id, reason: 'too many dependencies to look at' })),
        ...(changes.length > mostChanges
          ? [{ source: query.service.id, reason: `only the newest ${mostChanges} changes are kept` }]
          : []),
      ];
      return {
        kind: 'changes',
        status: 'available',
        gatheredAt: query.now.toISOString(),
        changes: changes.slice(0, mostChanges),
        ...(missing.length === 0 ? {} : { missing }),
      };
    },
  };
}

async function readDependency(
  reader: ChangesReader,
  query: EvidenceQuery,
  late: Promise<void>,
): Promise<{ readonly changes: readonly Change[]; readonly missing: readonly Missing[] }> {
  const source = `${reader.name} of ${query.service.id}`;
  const gap = (reason: string) => ({ changes: [], missing: [{ source, reason }] });
  return Promise.race([
    reader.read(query).then(
      (changes) => ({ changes, missing: [] }),
      (error: unknown) => gap(failureReason(error)),
    ),
    late.then(() => gap(`did not answer within ${dependencySeconds} s`)),
  ]);
}

function newest(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1));
}

/** Its timer keeps no process alive. */
function passed(seconds: number): Promise<void> {
  return new Promise((done) => {
    AbortSignal.timeout(seconds * 1000).addEventListener('abort', () => done(), { once: true });
  });
}
