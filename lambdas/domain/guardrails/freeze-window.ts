import { instantOf } from '../instant.ts';
import type { FreezeWindow } from '../policy/guardrails-schema.ts';
import { weekdays } from '../policy/weekdays.ts';
import { deny, type Guardrail, needsApproval, notApplicable } from './guardrail.ts';

/** Times in which policy wants nothing changed, or not without asking. */
export const freezeWindow: Guardrail = {
  name: 'freeze-window',
  check({ policy, now, severity, service }) {
    const active = policy.freezeWindows.filter(
      (window) =>
        !window.exceptSeverities.includes(severity) &&
        (window.services === undefined || service === null || window.services.includes(service.id)) &&
        isActive(window, now),
    );
    const strictest = active.find(({ decision }) => decision === 'deny') ?? active[0];
    if (strictest === undefined) return notApplicable('No change freeze is active');
    const reason = `The change freeze ${strictest.id} is active: ${strictest.reason}`;
    return strictest.decision === 'deny' ? deny(reason) : needsApproval(reason);
  },
};

/** The end is not part of the window. */
function isActive({ once, weekly }: FreezeWindow, now: Date): boolean {
  if (once !== undefined)
    return instantOf(once.from) <= now.getTime() && now.getTime() < instantOf(once.until);
  return weekly !== undefined && isInWeek(weekly, now);
}

const dayMinutes = 24 * 60;

/** A window whose end is not after its start runs past midnight into the next day. */
function isInWeek({ days, from, until }: NonNullable<FreezeWindow['weekly']>, now: Date): boolean {
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
  const start = minuteOf(from);
  const length = (minuteOf(until) - start + dayMinutes) % dayMinutes || dayMinutes;
  const beganOn = (daysAgo: number, minutesSince: number): boolean => {
    const day = weekdays[(now.getUTCDay() - daysAgo + 7) % 7];
    return day !== undefined && days.includes(day) && minutesSince >= 0 && minutesSince < length;
  };
  return beganOn(0, minute - start) || beganOn(1, minute - start + dayMinutes);
}

function minuteOf(time: string): number {
  const [hours = '', minutes = ''] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
