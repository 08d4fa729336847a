/** Name of the schedule of an incident's recovery checks. */
export function checksOf(incidentId: string): string {
  return `watch-${incidentId}`;
}
