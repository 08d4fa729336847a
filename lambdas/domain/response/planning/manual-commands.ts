import type { Change } from '../../records/evidence.ts';
import type { ResourceId } from '../../records/resource.ts';

/** What is known of a kind of resource for a person who has to help without Firebreak; every kind of the registry is one. */
export interface ManualResource {
  readonly kind: string;
  /** A command line for a shell that puts it back to what it was before the change; null where none is known. */
  commandBack?(id: ResourceId, change: Change, region: string): string | null;
}

/** Command lines by which a person takes a change back; empty where none is known. */
export function manualCommands(
  kinds: readonly ManualResource[],
  change: Change | null,
  region: string | null,
): readonly string[] {
  if (change === null || region === null) return [];
  const kind = kinds.find((each) => each.kind === change.resource.kind);
  const command = kind?.commandBack?.(change.resource.id, change, region) ?? null;
  return command === null ? [] : [command];
}
