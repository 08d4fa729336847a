import * as z from 'zod';

/** The command in Slack that answers with a link to the form that declares (docs/channels.md). */
export const slackCommandField = z.strictObject({
  team: z
    .string()
    .regex(/^T[A-Z0-9]{4,20}$/, 'must be the id of a Slack workspace, such as T012AB3CD')
    .describe('The workspace that it is taken from: member ids tell people apart in one workspace only.'),
});
