/** The names that AWS knows a resource by, as policy writes them; each kind has its own. */
export type ResourceId = Readonly<Record<string, string>>;

/** A thing of the user's that policy names: changes happen to it and actions work on it. Plain JSON. */
export interface Resource<Id extends ResourceId = ResourceId> {
  /** `kind` of a registered resource, such as `lambda-alias`. */
  readonly kind: string;
  /** Unique over all kinds: what leases, debts and steps name it by. */
  readonly key: string;
  readonly id: Id;
}
