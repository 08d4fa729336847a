import type { Breakage } from './breakage.ts';

/** Mistakes about who may use the command in Slack. */
export const brokenSlackCommand: readonly Breakage[] = [
  {
    name: 'a command in Slack that nobody could use',
    file: 'people.yaml',
    from: 'onCall:\n',
    to: 'slackCommand: { team: T012AB3CD }\nonCall:\n',
    offset: 14,
    field: 'slackCommand',
    says: 'would answer nobody',
  },
  {
    name: 'the name of a Slack workspace where its id is meant',
    file: 'people.yaml',
    from: 'onCall:\n',
    to: 'slackCommand: { team: acme }\nonCall:\n',
    offset: 22,
    field: 'slackCommand.team',
    says: 'must be the id of a Slack workspace',
  },
];
