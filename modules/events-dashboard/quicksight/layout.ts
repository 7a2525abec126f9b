import type { Block } from "./fields";

/** What stands on a sheet, and how much of its 36 columns it takes. */
export interface Element {
  readonly id: string;
  readonly type: "VISUAL" | "TEXT_BOX";
  readonly columns: number;
  readonly rows: number;
}

/** QuickSight's grid is this wide. */
export const GRID_COLUMNS = 36;

/** Elements in reading order, a new row where one no longer fits. */
export function gridLayout(elements: readonly Element[]): Block {
  let [column, row, height] = [0, 0, 0];
  const placed = elements.map(({ id, type, columns, rows }) => {
    if (column + columns > GRID_COLUMNS) [column, row, height] = [0, row + height, 0];
    const place = {
      element_id: id,
      element_type: type,
      column_index: column,
      column_span: columns,
      row_index: row,
      row_span: rows,
    };
    column += columns;
    height = Math.max(height, rows);
    return place;
  });
  return { configuration: { grid_layout: { elements: placed } } };
}
