import type { Location } from '../domain/records/resource.ts';
import type { AwsClients } from '../ports/aws-clients.ts';

/** What reads with the clients of one location: made for each when it is first asked for. */
export function inEachLocation<Reader>(
  aws: AwsClients,
  create: (aws: AwsClients) => Reader,
): (location: Location | undefined) => Reader {
  const made = new Map<string | undefined, Reader>();
  return (location) => {
    const known = made.get(location?.id);
    if (known !== undefined) return known;
    const reader = create(location === undefined ? aws : aws.in(location));
    made.set(location?.id, reader);
    return reader;
  };
}
