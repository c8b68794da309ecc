export function median(values) {
  const sorted = values.filter((value) => value !== undefined).sort((one, other) => one - other);
  const middle = sorted.length / 2;
  if (!sorted.length) return undefined;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}

export function shuffled(items) {
  const all = [...items];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [all[last], all[other]] = [all[other], all[last]];
  }
  return all;
}
