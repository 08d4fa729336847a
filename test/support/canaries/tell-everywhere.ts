import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { publicStatusField } from '../../../lambdas/domain/policy/schemas/public-status-schema.ts';

const channels = ['slack', 'teams', 'pagerduty', 'webhook'] as const;

const publicStatus = publicStatusField.parse({
  services: [{ service: 'checkout', name: 'Checkout' }],
  pages: [{ id: 'site', page: 'static', to: 'acme-status' }],
});

/** A policy that tells of incidents in every channel and on a public page. */
export function tellEverywhere(shipped: CompiledPolicy): CompiledPolicy {
  const incidentChannels = channels.map((channel) => ({
    id: channel,
    channel,
    to: 'C012AB3CD',
    severities: ['SEV1', 'SEV2', 'SEV3'] as const,
  }));
  return { ...shipped, people: { ...shipped.people, incidentChannels, publicStatus } };
}
