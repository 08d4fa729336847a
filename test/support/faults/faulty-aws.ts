import type { AwsClientClass, AwsClientMode, AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import type { Faults } from './faults.ts';

type Send = (...args: readonly unknown[]) => Promise<unknown>;

/** The same clients, each command counted and failing at the chosen point. */
export function faultyAws(faults: Faults, aws: AwsClients): AwsClients {
  const commands = faults.wrap('aws', {
    send: (client: object, args: readonly unknown[]) =>
      Reflect.apply(Reflect.get(client, 'send') as Send, client, args),
  });
  const faulty = (given: AwsClients): AwsClients => ({
    get<C>(Client: AwsClientClass<C>, mode?: AwsClientMode): C {
      const client = given.get(Client, mode);
      return new Proxy(client as C & object, {
        get: (target, key) =>
          key === 'send' ? (...args: unknown[]) => commands.send(target, args) : Reflect.get(target, key),
      });
    },
    in: (...where) => faulty(given.in(...where)),
  });
  return faulty(aws);
}
