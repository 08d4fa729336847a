import * as z from 'zod';

/** A mail as the stand-in of SES keeps it. */
export const keptMailSchema = z.looseObject({
  messageId: z.string(),
  destination: z.object({ to: z.array(z.string()) }),
  subject: z.string(),
  body: z.object({ html: z.string().optional(), text: z.string().optional() }),
  /** Epoch seconds of the local world's clock. */
  at: z.number(),
});
export type KeptMail = z.output<typeof keptMailSchema>;

/** What of a mail is one tap away. Only links to this very installation are. */
export interface MailParts {
  readonly decide: string | null;
  readonly incident: string | null;
  readonly code: string | null;
}

export function mailParts({ body: { text = '' } }: KeptMail, api: string): MailParts {
  const links = [...text.matchAll(/https?:\/\/[^\s<>"]+/g)]
    .map(([url]) => url)
    .filter((url) => url.startsWith(`${api}/`));
  return {
    decide: links.find((url) => url.startsWith(`${api}/approve`)) ?? null,
    incident: links.find((url) => url.startsWith(`${api}/incidents/`)) ?? null,
    code: /\bcode:\s*(\d{4,8})\b/i.exec(text)?.[1] ?? null,
  };
}
