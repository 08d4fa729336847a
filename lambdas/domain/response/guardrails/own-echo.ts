import { echoOf, soundsOf } from '../echoes/echo-of.ts';
import { deny, type Guardrail, notApplicable } from './guardrail.ts';

/** What an action said it would cause is no reason for another action. */
export const ownEcho: Guardrail = {
  name: 'own-echo',
  check({ now, incidentId, service, degradedMetrics, changesInPlace }) {
    const sounds = soundsOf(degradedMetrics);
    const echo = echoOf({ incidentId, service: service?.id ?? null, sounds, changesInPlace, now });
    return echo === null
      ? notApplicable('No action said that it would cause this')
      : deny(`${echo.text}: nothing is done about it`);
  },
};
