import type { RotaFinding } from '../../on-call/rota-findings.ts';
import type { Rota } from '../../policy/schemas/on-call-schema.ts';
import { durationLabel } from './duration-label.ts';
import { zoneTime } from './zone-time.ts';

/** `primary: nobody from … for 8 h`. */
export function rotaFindingLine(finding: RotaFinding, rotas: readonly Rota[]): string {
  const { rota, from, until } = finding;
  const timeZone = rotas.find(({ id }) => id === rota)?.timeZone ?? 'UTC';
  const when = `from ${zoneTime(from, timeZone)} for ${durationLabel(until - from)}`;
  switch (finding.kind) {
    case 'gap':
      return `${rota}: nobody ${when}`;
    case 'overlap': {
      const [one, other] = finding.people;
      return `${rota}: both ${one} and ${other} in ${finding.where} ${when}`;
    }
    default:
      return finding satisfies never;
  }
}
