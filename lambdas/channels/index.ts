import type { Channel, ChannelSetup } from '../ports/plug-ins/channel.ts';
import type { IncidentChannel } from '../ports/plug-ins/incident-channel.ts';
import { mail } from './mail.ts';
import { pagerduty } from './pagerduty.ts';
import { slack } from './slack.ts';
import { sms } from './sms.ts';
import { teams } from './teams.ts';
import { webhook } from './webhook.ts';

/** Every way to reach a person. A new one is its file and its line here; docs/channels.md describes each. */
export const channels: readonly Channel[] = [mail, sms];

/** Every kind of place that belongs to nobody in particular and follows incidents. */
export const incidentChannels: readonly IncidentChannel[] = [slack, pagerduty, teams, webhook];

/** What each is deployed with. */
export const channelSetups: readonly ChannelSetup[] = [...channels, ...incidentChannels];
