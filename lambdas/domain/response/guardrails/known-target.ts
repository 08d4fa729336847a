import type { ServicePolicy } from '../../policy/services-schema.ts';
import { allow, deny, type Guardrail } from './guardrail.ts';

/** Only what services.yaml names for the service may be changed. */
export const knownTarget: Guardrail = {
  name: 'known-target',
  check({ service, step }) {
    if (service === null) return deny('Policy does not know the service');
    const isKnown = targetsOf(service).some((target) =>
      Object.entries(target).every(([name, value]) => step.params[name] === value),
    );
    return isKnown
      ? allow(`${step.resource} is a target of ${service.id}`)
      : deny(`${step.resource} is not a target of ${service.id} in services.yaml`);
  },
};

/** Every target has the names that the parameters of its actions have. */
function targetsOf({ deployments, flags }: ServicePolicy): readonly Readonly<Record<string, string>>[] {
  return [
    ...deployments.flatMap(({ lambdaAlias, codeDeploy, ecs }) => lambdaAlias ?? codeDeploy ?? ecs ?? []),
    ...flags.map(({ appConfig }) => appConfig),
  ];
}
