/** The names that AWS knows a resource by, as policy writes them; each kind has its own. */
export type ResourceId = Readonly<Record<string, string>>;

/** Where things of the user's are that are not in the account and Region that Firebreak runs in. */
export interface Location {
  readonly id: string;
  readonly region: string;
  /** Left out: Firebreak's own account. */
  readonly account?: string | undefined;
  /** What Firebreak's functions say when they take a role of that account. */
  readonly externalId?: string | undefined;
}

/** A thing of the user's that policy names: changes happen to it and actions work on it. Plain JSON. */
export interface Resource<Id extends ResourceId = ResourceId> {
  /** `kind` of a registered resource, such as `lambda-alias`. */
  readonly kind: string;
  /** Unique over all kinds and locations: what leases, debts and steps name it by. */
  readonly key: string;
  readonly id: Id;
  /** Left out: where Firebreak runs. */
  readonly location?: Location | undefined;
}
