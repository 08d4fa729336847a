import type { AwsClients } from '../../ports/aws-clients.ts';
import {
  type MappingSetting,
  readMapping,
  sameSetting,
  updateMapping,
} from '../../resources/aws/event-source-mappings.ts';
import type { Setting } from '../setting/move-setting.ts';

/** What an event source mapping is set to. */
export function mappingSetting(aws: AwsClients, uuid: string): Setting<MappingSetting> {
  return {
    read: () => readMapping(aws, uuid),
    write: (setting) => updateMapping(aws, uuid, setting),
    same: sameSetting,
  };
}

/** How people read what was found in place of what was expected. */
export function describeSetting({ enabled, maximumConcurrency }: MappingSetting): string {
  const limit =
    maximumConcurrency === null ? 'without a limit' : `with at most ${maximumConcurrency} batches at once`;
  return `which is ${enabled ? 'on' : 'paused'} ${limit}`;
}
