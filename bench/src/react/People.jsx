import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useMemo, useState } from "react";
import { COLUMNS, ROW_HEIGHT } from "../campaign.js";
import { columns, features, getColumnCanGlobalFilter, getRowId, globalFilterFn } from "./table.js";

const ARIA = { asc: "ascending", desc: "descending", false: "none" };

export const People = memo(function People({ recipients, find, statuses }) {
  const [sorting, setSorting] = useState([]);
  const columnFilters = useMemo(() => (statuses.length ? [{ id: "status", value: statuses }] : []), [statuses]);
  const state = useMemo(() => ({ sorting, columnFilters, globalFilter: find ?? undefined }), [sorting, columnFilters, find]);
  const table = useTable({
    features,
    columns,
    data: recipients,
    state,
    onSortingChange: setSorting,
    getColumnCanGlobalFilter,
    globalFilterFn,
    getRowId,
  });
  const { rows } = table.getRowModel();
  // Kept as state: the rows draw before their parent has an element.
  const [scroller, setScroller] = useState(null);
  return (
    <div className="scroller" ref={setScroller} tabIndex={0}>
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {table.getHeaderGroups()[0].headers.map(({ id, column }) => (
              <th key={id} aria-sort={ARIA[column.getIsSorted()]}>
                <button type="button" data-sort={id} onClick={column.getToggleSortingHandler()}>
                  {column.columnDef.header}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <Rows rows={rows} scroller={scroller} />
      </table>
    </div>
  );
});

/** Apart from the table, so that scrolling draws nothing else. */
function Rows({ rows, scroller }) {
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index].id,
    overscan: 5,
  });
  return (
    <tbody style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ key, index, start }) => (
        <Row key={key} recipient={rows[index].original} index={index} start={start} />
      ))}
    </tbody>
  );
}

const Row = memo(function Row({ recipient, index, start }) {
  return (
    <tr aria-rowindex={index + 2} style={{ transform: `translateY(${start}px)` }}>
      {COLUMNS.map(({ id, text }) => (
        <td key={id}>{text(recipient)}</td>
      ))}
    </tr>
  );
}, isSame);

/** Each answer brings new objects: what is written counts. */
function isSame(before, now) {
  if (before.index !== now.index || before.start !== now.start) return false;
  const [one, other] = [before.recipient, now.recipient];
  return one === other || FIELDS.every((field) => one[field] === other[field]);
}

const FIELDS = ["id", "name", "phone_number", "status", "attempted_at", "completed_at", "call_record_id"];
