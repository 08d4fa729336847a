import { allow, deny, type Guardrail } from './guardrail.ts';

/** Two automations never work on one resource, and who lost its lease meanwhile has lost its right to act. */
export const oneAtATime: Guardrail = {
  name: 'one-at-a-time',
  check({ now, incidentId, step: { resource }, lease, lockedToken }) {
    const { holder, expiresAt, fencingToken } = lease;
    const isHeld = holder !== null && holder !== incidentId && (expiresAt ?? '') > now.toISOString();
    if (isHeld) return deny(`${holder} is working on ${resource} until ${expiresAt}`);
    if (lockedToken !== null && lockedToken !== fencingToken) {
      return deny(
        `Somebody else may have worked on ${resource} since this step was locked: its lease changed hands (token ${lockedToken}, now ${fencingToken})`,
      );
    }
    return allow(`Nobody else works on ${resource}`);
  },
};
