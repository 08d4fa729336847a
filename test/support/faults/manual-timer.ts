import type { Timer } from '../../../lambdas/adapters/timers/timer-timeouts.ts';

/** A timer that goes off when told to. */
export function manualTimer() {
  const armed: { readonly milliseconds: number; readonly fire: () => void }[] = [];
  const timer: Timer = (milliseconds, fire) => {
    const entry = { milliseconds, fire };
    armed.push(entry);
    return () => {
      const place = armed.indexOf(entry);
      if (place !== -1) armed.splice(place, 1);
    };
  };
  return {
    timer,
    /** Of those that wait, in seconds. */
    waiting: () => armed.map(({ milliseconds }) => milliseconds / 1000),
    /** So many seconds pass. */
    pass(seconds: number): void {
      for (const entry of armed.splice(0)) {
        if (entry.milliseconds <= seconds * 1000) entry.fire();
        else armed.push({ ...entry, milliseconds: entry.milliseconds - seconds * 1000 });
      }
    },
  };
}
