/** Name of the schedule of an incident's recovery checks. */
export function checksOf(incidentId: string): string {
  return `watch-${incidentId}`;
}

/** Name of the schedule that runs the smoke tests of an incident. */
export function smokeTestsOf(incidentId: string): string {
  return `smoke-${incidentId}`;
}

/** Name of the schedule that looks whether a step has taken effect. */
export function observationsOf(incidentId: string, stepIndex: number): string {
  return `observe-${incidentId}-${stepIndex}`;
}
