// What every measurement prints, and keeps for target/bench/*.json.

export const table = [];

/** Tells one figure: the row of SPEED, what was measured, its value and unit, and the goal or what stands beside it. */
export function show(row, what, value, unit, note = '') {
  table.push({ row, what, value, unit, note });
  console.log(`${row.padEnd(4)} ${what.padEnd(56)} ${value.toFixed(value < 10 ? 2 : 0).padStart(9)} ${unit}  ${note}`);
}

export const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
