import { allow, deny, type Guardrail } from './guardrail.ts';

/** Only what services.yaml names for the service may be changed, and the step's parameters say so too. */
export const knownTarget: Guardrail = {
  name: 'known-target',
  check({ service, step: { resource, params } }) {
    if (service === null) return deny('Policy does not know the service');
    const isKnown = service.resources.some(
      ({ key, id }) =>
        key === resource && Object.entries(id).every(([name, value]) => params[name] === value),
    );
    return isKnown
      ? allow(`${resource} is a target of ${service.id}`)
      : deny(`${resource} is not a target of ${service.id} in services.yaml`);
  },
};
