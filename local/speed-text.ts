import { durationLabel } from '../lambdas/domain/reporting/labels/duration-label.ts';

/** The shipped policy gives people so long to decide. */
const decisionMs = 30 * 60_000;

/** How the local world's time passes, and how long people so have to decide. */
export function speedText(speed: number): string {
  if (speed === 1) return 'To let its time run faster: npm start -- --speed 10';
  const toDecide = durationLabel(decisionMs / speed);
  return `Its time runs up to ${speed} times faster than yours: half an hour to decide is over in ${toDecide}.`;
}
