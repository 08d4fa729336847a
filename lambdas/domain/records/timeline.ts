/** The id of a person, of an actor. */
export function personOf(actor: string): string {
  return actor.replace(/^person:/, '');
}

/** One line of what was seen, decided and done. `text` may quote hostile input: escape it. */
export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  /** `person:<id>`, `agent:<id>`, `firebreak:<handler>` or `source:<name>`. */
  readonly actor: string;
  /** Dotted and stable, such as `approval.decided`. */
  readonly kind: string;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}
