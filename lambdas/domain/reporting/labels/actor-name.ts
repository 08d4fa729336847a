/** `person:alice` → alice; `firebreak:take-action` → Firebreak; `source:alertmanager` → alertmanager. */
export function actorName(actor: string): string {
  const [kind, ...rest] = actor.split(':');
  if (kind === 'firebreak') return 'Firebreak';
  return rest.length === 0 ? actor : rest.join(':');
}
