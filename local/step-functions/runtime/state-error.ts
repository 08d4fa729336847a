import type { Branch } from '../execution/branch.ts';

/** How Step Functions introduces what went wrong in a state. */
export function stateErrorText(branch: Branch, message: string): string {
  const entered = branch.entered?.eventId ?? branch.cursor;
  return `An error occurred while executing the state '${branch.state}' (entered at the event id #${entered}). ${message}`;
}
