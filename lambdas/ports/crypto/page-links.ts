/** Addresses of Firebreak's pages, as they are mailed. */
export interface PageLinks {
  /** The page of an incident, for this person: a personal link where pages are not open to everybody. */
  incidentPage(incidentId: string, person: string): Promise<string>;
}
