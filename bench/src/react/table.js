// What TanStack Table is told, all of it outside of components so that it never changes.

import {
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import { COLUMNS } from "../campaign.js";

export const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});

/** By value, as the keys are ready to be compared: cheaper than the built-in ones, which guess. */
function byValue(a, b, id) {
  const [one, other] = [a.getValue(id), b.getValue(id)];
  return one < other ? -1 : one > other ? 1 : 0;
}

export const columns = COLUMNS.map(({ id, title, key }) => ({
  id,
  header: title,
  accessorFn: key,
  sortFn: byValue,
  sortUndefined: "last",
  sortDescFirst: false,
  filterFn: (row, _, statuses) => statuses.includes(row.original.status),
}));

/** One look at each recipient, not one for each column: the finder reads name and number. */
export const getColumnCanGlobalFilter = (column) => column.id === "name";
export const globalFilterFn = (row, _, find) => find(row.original);
export const getRowId = (recipient) => recipient.id;
