import { profileOf } from '../../locations/location-of.ts';
import type { Change } from '../../records/evidence.ts';
import type { Resource, ResourceId } from '../../records/resource.ts';
import type { Symptom } from '../../records/severity.ts';

/** Where a command line of the AWS CLI works. */
export interface CommandPlace {
  readonly region: string;
  /** Left out: the default one. */
  readonly profile?: string | undefined;
}

/** What is known of a kind of resource for a person who has to help without Firebreak; every kind of the registry is one. */
export interface ManualResource {
  readonly kind: string;
  /** A command line for a shell that puts it back to what it was before the change; null where none is known. */
  commandBack?(id: ResourceId, change: Change, place: CommandPlace): string | null;
  /** A command line by which a person looks into it when its service has this symptom; null when there is nothing to see. */
  commandToLook?(id: ResourceId, symptom: Symptom, service: string): string | null;
}

/** Command lines by which a person takes a change back; empty where none is known. */
export function manualCommands(
  kinds: readonly ManualResource[],
  change: Change | null,
  region: string | null,
): readonly string[] {
  if (change === null || region === null) return [];
  const kind = kinds.find((each) => each.kind === change.resource.kind);
  const { id, location } = change.resource;
  const place = { region: location?.region ?? region, profile: profileOf(location) };
  const command = kind?.commandBack?.(id, change, place) ?? null;
  return command === null ? [] : [command];
}

/** Command lines by which a person looks into what the symptom is about; empty where none is known. */
export function lookCommands(
  kinds: readonly ManualResource[],
  symptom: Symptom,
  service: { readonly id: string; readonly resources: readonly Resource[] } | null,
): readonly string[] {
  if (service === null) return [];
  return service.resources.flatMap(({ kind, id }) => {
    const found = kinds.find((each) => each.kind === kind);
    return found?.commandToLook?.(id, symptom, service.id) ?? [];
  });
}
