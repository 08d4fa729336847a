import { EventBus } from 'aws-cdk-lib/aws-events';
import {
  ConfigurationSet,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { DeployedChannel } from '../deployed-channels.ts';

/** The configuration set by which mails are sent: SES tells the default event bus what came back. Opens and clicks are not tracked. */
export class MailEvents extends Construct {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    const set = new ConfigurationSet(this, 'Mails', {
      configurationSetName: name,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    set.addEventDestination('ToEventBridge', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
  }
}

/** Names of the sets that the channels in use send by. */
export function mailConfigurationSets(channels: readonly DeployedChannel[]): readonly string[] {
  return channels.flatMap(({ values: { MAIL_CONFIGURATION_SET: name } }) =>
    name === undefined ? [] : [name],
  );
}
