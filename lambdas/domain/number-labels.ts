const grouped = new Intl.NumberFormat('en');

/** `1,204`. */
export function countLabel(count: number): string {
  return grouped.format(count);
}

/** A share of 0–1 as `9 %`; what is neither nothing nor all never reads as if it were. */
export function shareLabel(share: number): string {
  const percent = Math.round(share * 100);
  if (share > 0 && percent < 1) return 'under 1 %';
  if (share < 1 && percent > 99) return 'over 99 %';
  return `${percent} %`;
}
