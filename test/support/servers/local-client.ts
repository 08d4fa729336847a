import type { LocalAddresses } from './local-process.ts';

export interface InboxMail {
  readonly messageId: string;
  readonly subject: string;
  readonly destination: { readonly to: readonly string[] };
  readonly body: { readonly text: string; readonly html: string };
}

export interface MailedApproval {
  readonly link: string;
  readonly key: string;
  readonly code: string;
}

interface ShownIncident {
  readonly id: string;
  readonly status: string;
  readonly severity: string;
  readonly [field: string]: unknown;
}

/** What a person, or the robots around one, can reach of a local Firebreak. */
export class LocalClient {
  readonly #addresses: LocalAddresses;

  constructor(addresses: LocalAddresses) {
    this.#addresses = addresses;
  }

  async mails(): Promise<readonly InboxMail[]> {
    const response = await fetch(`${this.#addresses.inbox}/store`);
    const { emails } = (await response.json()) as { emails: InboxMail[] };
    return emails;
  }

  /** Mails that ask for a decision, oldest first. */
  async approvalMails(): Promise<readonly (InboxMail & MailedApproval)[]> {
    return (await this.mails()).flatMap((mail) => {
      const link = /https?:\/\/\S+\/approve#\S+/.exec(mail.body.text)?.[0];
      const code = /^\s*(\d{6})\s*$/m.exec(mail.body.text)?.[1] ?? /\b(\d{6})\b/.exec(mail.body.text)?.[1];
      if (link === undefined || code === undefined) return [];
      return [{ ...mail, link, code, key: link.slice(link.indexOf('#') + 1) }];
    });
  }

  async incidents(): Promise<readonly ShownIncident[]> {
    const { incidents } = await this.get<{ incidents: ShownIncident[] }>('/v1/incidents?status=all');
    return incidents;
  }

  async incident(id: string): Promise<ShownIncident> {
    return this.get(`/v1/incidents/${id}`);
  }

  async timeline(id: string): Promise<readonly { kind: string; text: string; at: string; actor: string }[]> {
    return (await this.get<{ entries: [] }>(`/v1/incidents/${id}/timeline`)).entries;
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.#addresses.api}${path}`);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  async post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.#addresses.api}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** Decides as the page does: view with the link's key, then the decision with the code. */
  async decide(approval: MailedApproval, decision: 'approve' | 'reject') {
    const { key, code } = approval;
    const view = await this.post('/v1/approvals/view', { key });
    const { nonce, planHash } = view.body;
    return this.post('/v1/approvals/decide', { key, nonce, planHash, decision, code });
  }
}
