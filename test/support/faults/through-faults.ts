import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import type { Faults } from './faults.ts';
import { faultyAws } from './faulty-aws.ts';

/** What of a handler's ports is reached over a network, and so goes wrong. */
const remotePorts = [
  'incidents',
  'approvals',
  'leases',
  'quotas',
  'agentQuotas',
  'secrets',
  'queue',
  'ledger',
  'documents',
  'schedules',
  'channel',
  'workflow',
  'aws',
  'http',
  'subscriptions',
  'series',
  'reader',
];

/** The same ports seen through faults. */
export function throughFaults<Ports extends object>(faults: Faults, ports: Ports): Ports {
  const remote = Object.entries(ports).filter(([name]) => remotePorts.includes(name));
  return { ...ports, ...Object.fromEntries(remote.map(([name, port]) => [name, wrap(faults, name, port)])) };
}

function wrap(faults: Faults, name: string, port: object): object {
  return name === 'aws' ? faultyAws(faults, port as AwsClients) : faults.wrap(name, port);
}
