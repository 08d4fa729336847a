import type { PeoplePolicy } from '../schemas/people-schema.ts';

/** Who typed something in Slack, as Slack says. */
interface SlackCaller {
  readonly team: string;
  readonly user: string;
}

/** Why policy does not know whoever typed a command in Slack; null where it does. Only ids are quoted. */
export function unknownInSlack(
  { slackCommand, people }: Pick<PeoplePolicy, 'slackCommand' | 'people'>,
  { team, user }: SlackCaller,
): string | null {
  if (slackCommand === undefined) return 'No command is taken from Slack: people.yaml has no slackCommand.';
  if (slackCommand.team !== team) {
    return `No command is taken from this Slack workspace (${shownId(team)}): slackCommand in people.yaml names another one.`;
  }
  if (people.some(({ slack }) => slack !== undefined && slack === user)) return null;
  return `Firebreak does not know you in Slack: nobody in people.yaml has your member id (slack: ${shownId(user)}).`;
}

function shownId(id: string): string {
  return /^[A-Z0-9]{1,24}$/.test(id) ? id : 'no id';
}
