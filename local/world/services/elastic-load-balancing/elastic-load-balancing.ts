import type { AwsService } from '../../protocol/aws-service.ts';
import { loadBalancerMetrics } from './load-balancer-metrics.ts';

/** Load balancers, so far seen by the metrics of their target groups only. */
export const elasticLoadBalancing: AwsService = {
  signingName: 'elasticloadbalancing',
  endpointSuffix: 'ELASTIC_LOAD_BALANCING_V2',
  seed: () => ({}),
  metrics: [loadBalancerMetrics],
};
