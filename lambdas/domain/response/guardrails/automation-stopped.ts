import { allow, deny, type Guardrail } from './guardrail.ts';

/** A person who took over is not worked against. */
export const automationStopped: Guardrail = {
  name: 'automation-stopped',
  check: ({ automationStoppedAt }) =>
    automationStoppedAt === null
      ? allow('Automation was not stopped for this incident')
      : deny(`Automation was stopped for this incident at ${automationStoppedAt}`),
};
