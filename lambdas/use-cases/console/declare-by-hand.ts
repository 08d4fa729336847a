import { InvalidInputError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Declared } from '../../domain/records/declared.ts';
import type { AlertQueue } from '../../ports/alert-queue.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';

export interface DeclareByHandDeps {
  readonly queue: AlertQueue;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly policy: Pick<CompiledPolicy, 'services'>;
}

/**
 * Queues what a person declares as if it had been an alert: it opens an incident, or joins the one that is open for the service. After the
 * answer it is never lost. Throws InvalidInputError for a service that policy does not have.
 */
export async function declareByHand(
  { queue, ids, clock, policy }: DeclareByHandDeps,
  input: Omit<Declared, 'id' | 'at'>,
): Promise<{ readonly deliveryId: string }> {
  const names = policy.services.map(({ id }) => id);
  if (input.service !== null && !names.includes(input.service)) {
    throw new InvalidInputError(
      `service: services.yaml has no ${input.service}; it has ${names.toSorted().join(', ')}`,
    );
  }
  const at = clock.now().toISOString();
  const id = ids.next('dlv');
  const declaration: Declared = { ...input, id, at };
  await queue.send({
    id,
    source: 'declared',
    receivedAt: at,
    headers: {},
    body: JSON.stringify(declaration),
  });
  return { deliveryId: id };
}
