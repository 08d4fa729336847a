import type { PersonalNotification } from '../../domain/reporting/notifications/notification.ts';
import { inertLine } from '../posting/inert-line.ts';

/** One message of the GSM alphabet; a longer one is sent, and paid, in parts. */
const mostCharacters = 160;

/** What a person is needed for; null where they are only told something: a phone that rings at night rings for a reason. */
export function smsText({ kind, facts }: PersonalNotification): string | null {
  switch (kind) {
    case 'approval-requested':
    case 'approval-reminder': {
      const { incident, step } = facts;
      return sentence(incident, `approve? ${step.summary}`, 'Link and code are in your mail.');
    }
    case 'escalated':
      return sentence(facts.incident, 'needs you: nobody acknowledged it', 'See your mail.');
    case 'handed-over':
      return sentence(facts.incident, 'needs a person', 'See your mail.');
    case 'reminder':
      return sentence(facts.incident, `still needs a person (reminder ${facts.reminder})`, 'See your mail.');
    case 'severity-raised':
      return sentence(facts.incident, 'severity raised', 'See your mail.');
    case 'approval-replaced':
    case 'approval-decided':
    case 'unattended':
    case 'incident-restricted':
    case 'alerts-joined':
    case 'debt':
    case 'closed':
    case 'autonomy-lost':
    case 'follow-ups':
    case 'reachability':
    case 'postmortem-due':
    case 'status-update':
    case 'update-overdue':
    case 'digest':
      return null;
    default:
      return kind satisfies never;
  }
}

function sentence(
  { severity, service }: { readonly severity: string; readonly service: string },
  what: string,
  end: string,
): string {
  const begin = `Firebreak ${severity} ${gsm(service, 30)}: `;
  return `${begin}${gsm(what, mostCharacters - begin.length - end.length - 2)}. ${end}`;
}

/** Only characters that every phone shows and that count once. */
function gsm(text: string, most: number): string {
  const plain = inertLine(text, 300)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w .,:;!?%/()+*#&'=<>"-]/g, '?');
  return plain.length <= most ? plain : `${plain.slice(0, most - 3)}...`;
}
