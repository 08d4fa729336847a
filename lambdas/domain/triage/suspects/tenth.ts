/** Points are kept to a tenth, so that a score can be recomputed from what is shown. */
export function tenth(points: number): number {
  return Math.round(points * 10) / 10;
}
