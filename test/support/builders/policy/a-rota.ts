import { onCallSchema, type Rota } from '../../../../lambdas/domain/policy/schemas/on-call-schema.ts';

export interface WrittenRota {
  readonly timeZone?: string;
  readonly layers: readonly Readonly<Record<string, unknown>>[];
  readonly overrides?: readonly Readonly<Record<string, unknown>>[];
}

/** The rota `primary` as people.yaml would give it. */
export function aRota(written: WrittenRota): Rota {
  const rotas = [{ id: 'primary', timeZone: 'UTC', ...written }];
  const [rota] = onCallSchema.parse({ rotas, escalations: [{ commander: ['primary'] }] }).rotas;
  if (rota === undefined) throw new Error('There is no rota');
  return rota;
}
