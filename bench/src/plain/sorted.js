/** In the order of a column, equals as they were dialled, those without a value last. */
export function sorted(recipients, { column, direction }) {
  // The keys first: each is compared many times.
  const items = recipients.map((who) => ({ who, key: column.key(who) }));
  items.sort(({ key: one }, { key: other }) => {
    if (one === other) return 0;
    if (one === undefined) return 1;
    if (other === undefined) return -1;
    return one < other ? -direction : direction;
  });
  return items.map(({ who }) => who);
}
