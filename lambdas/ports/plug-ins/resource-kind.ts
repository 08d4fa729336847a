import type * as z from 'zod/mini';
import type { Change } from '../../domain/records/evidence.ts';
import type { ResourceId } from '../../domain/records/resource.ts';
import type { Symptom } from '../../domain/records/severity.ts';
import type { CommandPlace } from '../../domain/response/planning/manual-commands.ts';

/**
 * A kind of thing that policy names. One file each in `lambdas/resources/`; its entry in `services.yaml`, the targets of runbooks,
 * leases and debts, permissions and links follow from this object. All functions are pure.
 */
export interface ResourceKind<Id extends ResourceId = ResourceId, Arn extends string = string> {
  readonly kind: string;
  /** For people: `Lambda alias`. */
  readonly title: string;
  /** An entry in `services.yaml`: texts that can be in an ARN and in an address as they are, without `:` but in an ARN. */
  readonly schema: z.ZodMiniType<Id>;
  /** What a runbook calls it when its entry has no `name`. */
  name(id: Id): string;
  key(id: Id): string;
  /** Forms that IAM knows for it and what it is part of; `{partition}`, `{region}` and `{account}` are filled in by the stack. */
  arns(id: Id): Readonly<Record<Arn, string>>;
  /** Its page in the AWS console of a Region. */
  consoleUrl(id: Id, region: string): string;
  /** `checkout v57 (alias live)`; without a version, the resource itself. Plain words: what shows them decides how names look. */
  describe(id: Id, version?: string): string;
  /**
   * A command line for a shell by which a person puts it back to what it was before a change, without Firebreak; null where what it was
   * is not known. Left out: there is no such command.
   */
  commandBack?(id: Id, change: Change, place: CommandPlace): string | null;
  /**
   * A command line for a shell by which a person looks into it when its service has this symptom; null when there is nothing to see. Left
   * out: there is no such command.
   */
  commandToLook?(id: Id, symptom: Symptom, service: string): string | null;
}
