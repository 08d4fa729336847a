/** What people.yaml says of a rota `primary` in which these people take a week each, Mondays at 09:00. */
export function onCallOf(people: readonly string[], timeZone = 'UTC') {
  return {
    rotas: [{ id: 'primary', timeZone, layers: [{ people: [...people], startsAt: '2026-01-05T09:00' }] }],
    escalations: [{ commander: ['primary', ...people] }],
  };
}
