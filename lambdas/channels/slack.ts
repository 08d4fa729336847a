import type { IncidentChannel } from '../ports/plug-ins/incident-channel.ts';
import { activeMember } from './slack/active-member.ts';
import { type SlackMessages, slackMessages } from './slack/render-slack.ts';
import { sendToSlack } from './slack/send-to-slack.ts';

/**
 * One Slack channel with a thread for each incident. The first message says how it stands; who must act is mentioned. Its buttons open
 * the incident and do nothing else: nothing is decided in Slack.
 */
export const slack: IncidentChannel<SlackMessages> = {
  name: 'slack',
  env: {
    SLACK_API: {
      meaning: "Slack's Web API",
      setting: 'slackApi',
      pattern: /^(https:\/\/|\{channels\}\/)\S+[^/]$/,
      expected: 'https://slack.com/api',
      local: '{channels}/slack/api',
    },
  },
  secrets: { SLACK_SECRET: 'The bot token of your Slack app: xoxb-…' },
  localSecrets: { SLACK_SECRET: 'xoxb-local' },
  iam: [],
  reachability: activeMember,
  to: {
    pattern: /^[CG][A-Z0-9]{4,20}$/,
    expected: 'the id of a Slack channel, such as C012AB3CD',
    isRequired: true,
  },
  render: slackMessages,
  send: sendToSlack,
};
