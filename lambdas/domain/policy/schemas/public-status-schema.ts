import * as z from 'zod';
import type { Immutable } from '../../records/immutable.ts';
import { hostField, idField } from '../fields.ts';

/** One line of plain text that the public reads. */
const publicNameField = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}<>{}[\]`|\\]*$/u, 'must be plain text: no <>, {}, [], |, ` or \\');

const pageField = z.strictObject({
  id: idField.describe('Your name for the page; it stands on timelines.'),
  page: idField.describe('What kind it is (docs/status-pages.md).'),
  to: z.string().min(1).max(200).describe('Where in it: a bucket, a repository, the id of a page.'),
  host: hostField('github.acme.com')
    .optional()
    .describe("Your server, where the kind's own is not meant: github.acme.com."),
  title: publicNameField.default('Status').describe('Static: the heading of the page.'),
  components: z
    .record(idField, z.string().regex(/^[\w-]{1,64}$/, 'must be the id of a component'))
    .default({})
    .describe('Statuspage, Instatus: the id of the component of each service.'),
  notify: z
    .boolean()
    .default(true)
    .describe('Statuspage, Instatus: whether the page tells its subscribers of each release.'),
  services: z
    .array(idField)
    .min(1)
    .optional()
    .describe('Only incidents of these services; all with a public name when left out.'),
});

/** What the public is told, where, and what services are called there (docs/status-pages.md). */
export const publicStatusField = z.strictObject({
  services: z
    .array(
      z.strictObject({
        service: idField.describe('Id of a service.'),
        environment: idField.default('production').describe('Only about incidents in this environment.'),
        name: publicNameField.describe('What the public calls it.'),
      }),
    )
    .min(1)
    .describe('Only about these is anything ever published.'),
  pages: z.array(pageField).min(1).max(10).describe('Where releases go: all that fit.'),
});

export type PublicStatusPolicy = Immutable<z.output<typeof publicStatusField>>;
export type StatusPagePolicy = PublicStatusPolicy['pages'][number];
