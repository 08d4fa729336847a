import type { Channel } from '../../../ports/plug-ins/channel.ts';
import type { IncidentChannel } from '../../../ports/plug-ins/incident-channel.ts';
import type { FieldPath, PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';
import { unknownName } from '../unknown-name.ts';

/** Channels that do not exist or cannot do what they are named for, and addresses that lead nowhere. */
export function channelProblems(
  { people, services }: PolicyFiles,
  channels: readonly Pick<Channel, 'name' | 'isPrivate'>[],
  incidentChannels: readonly Pick<IncidentChannel, 'name' | 'to'>[],
): readonly PolicyProblem[] {
  if (people === null) return [];
  const { yaml, value } = people;
  const problems: PolicyProblem[] = [];
  const add = (path: FieldPath, message: string): void => {
    problems.push(yaml.problem(path, message));
  };
  const ofPeople = channels.map(({ name }) => name);
  const ofIncidents = incidentChannels.map(({ name }) => name);
  const privately = channels.filter(({ isPrivate }) => isPrivate).map(({ name }) => name);

  for (const [index, person] of value.people.entries()) {
    const path = ['people', index, 'channels'];
    for (const [place, name] of person.channels.entries()) {
      if (ofPeople.includes(name)) continue;
      const isMisplaced = ofIncidents.includes(name);
      const misplaced = `"${name}" follows incidents and reaches no person: name it under incidentChannels`;
      add([...path, place], isMisplaced ? misplaced : unknownName(name, ofPeople, 'channel'));
    }
    if (person.channels.some((name) => privately.includes(name))) continue;
    add(path, `must have one that only the person reads, for links and codes: ${privately.join(', ')}`);
  }
  const serviceIds = services?.value.services.map(({ id }) => id) ?? null;
  const ids = value.incidentChannels.map(({ id }) => id);
  for (const [index, { id, channel: name, to, services: named = [] }] of value.incidentChannels.entries()) {
    const path = ['incidentChannels', index];
    if (ids.indexOf(id) < index) add([...path, 'id'], `is already the id of another incident channel: ${id}`);
    const channel = incidentChannels.find((each) => each.name === name);
    if (channel === undefined) {
      add([...path, 'channel'], unknownName(name, ofIncidents, 'incident channel'));
    } else if (to === undefined ? channel.to.isRequired : !channel.to.pattern.test(to)) {
      add(
        to === undefined ? path : [...path, 'to'],
        `${to === undefined ? 'needs `to`' : 'must be'}: ${channel.to.expected}`,
      );
    }
    for (const [place, service] of named.entries()) {
      if (serviceIds === null || serviceIds.includes(service)) continue;
      add([...path, 'services', place], unknownName(service, serviceIds, 'service in services.yaml'));
    }
  }
  return problems;
}
