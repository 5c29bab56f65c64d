// What every measurement prints, and keeps for target/bench/*.json.

export const table = [];

/** Tells one figure: the row of SPEED, what was measured, its value and unit, and the goal or what stands beside it. */
export function show(row, what, value, unit, note = '') {
  table.push({ row, what, value, unit, note });
  console.log(`${row.padEnd(4)} ${what.padEnd(56)} ${value.toFixed(value < 10 ? 2 : 0).padStart(9)} ${unit}  ${note}`);
}

/** Tells a figure that has a goal to stay under, or to reach, and whether it does. */
export function judge(row, what, value, unit, { most, least }) {
  const met = most === undefined ? value >= least : value <= most;
  show(row, what, value, unit, `goal ${most === undefined ? `≥ ${least}` : `≤ ${most}`}: ${met ? 'met' : 'not met'}`);
}

/** The value under which are so many of a hundred. */
export function percentile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))];
}

export const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
