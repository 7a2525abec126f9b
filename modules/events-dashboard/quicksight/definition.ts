import { type HclExpression, hcl } from "../../shared/expression";
import { type Chart, type DataName, SHEETS, type Sheet } from "../chart";
import type { DataSet } from "../data-sets";
import type { Block } from "./fields";
import { chartFilters, PARAMETERS, periodControls, periodFilter } from "./filters";
import { calculatedFields } from "./formulas";
import { HISTORY, HISTORY_SHEET, historyControl, historyFilters, historyVisuals } from "./history";
import { type Element, GRID_COLUMNS, gridLayout } from "./layout";
import { visualsOf } from "./visuals";

/** What a definition is made of. */
export interface DefinitionProps {
  readonly charts: readonly Chart[];
  readonly dataSets: readonly (DataSet & { readonly arn: string })[];
  /** Sheets that are there only sometimes, by when. */
  readonly optionalSheets: Partial<Record<Sheet, HclExpression>>;
}

const NOTE =
  "<text-box><inline>Rates count distinct messages, not events. Privacy proxies of mail providers open mail unread, so opens are an upper bound.</inline></text-box>";

/** Blocks of a definition that hang on one condition. */
interface Part {
  readonly data_set_identifiers_declarations: readonly Block[];
  readonly calculated_fields: readonly Block[];
  readonly filter_groups: readonly Block[];
  readonly sheets: readonly Block[];
}

/**
 * The definition of the dashboard and of the analysis, in the provider's spelling.
 * https://docs.aws.amazon.com/quicksight/latest/APIReference/API_DashboardVersionDefinition.html
 */
export function definition({ charts, dataSets, optionalSheets }: DefinitionProps): Block {
  const sheets = (Object.keys(SHEETS) as Sheet[]).filter((sheet) => charts.some((chart) => chart.sheet === sheet));
  const always = sheets.filter((sheet) => !optionalSheets[sheet]);
  const dynamic: Record<string, Block[]> = {};
  for (const [sheet, when] of Object.entries(optionalSheets)) {
    const blocks = part(charts, dataSets, [sheet as Sheet]);
    for (const [name, list] of Object.entries(blocks) as [keyof Part, readonly Block[]][]) {
      const made = list.map((content) => ({ for_each: hcl`${when} ? [1] : []`.toString(), content }));
      dynamic[name] = [...(dynamic[name] ?? []), ...made];
    }
  }
  return { ...part(charts, dataSets, always), parameter_declarations: PARAMETERS, dynamic };
}

function part(charts: readonly Chart[], dataSets: DefinitionProps["dataSets"], sheets: readonly Sheet[]): Part {
  const own = charts.filter(({ sheet }) => sheets.includes(sheet));
  const read = dataSets.filter(({ name }) => own.some(({ data }) => data === name));
  const shown = sheets.includes(HISTORY_SHEET) ? [...own, ...HISTORY] : own;
  const sheetsOf = (data: DataName): string[] => [
    ...new Set(shown.filter((each) => each.data === data).map(({ sheet }) => sheet)),
  ];
  const visuals = (chart: Chart) => visualsOf(chart, dataSetOf(read, chart));
  const fields = own.flatMap((chart) =>
    calculatedFields(chart).map(
      (field) => [`${chart.data} ${field.name}`, { data_set_identifier: chart.data, ...field }] as const,
    ),
  );
  return {
    data_set_identifiers_declarations: read.map(({ name, arn }) => ({ identifier: name, data_set_arn: arn })),
    calculated_fields: [...new Map(fields).values()],
    filter_groups: [
      ...read.map(({ name }) => periodFilter(name, sheetsOf(name))),
      ...own.flatMap((chart) =>
        chartFilters(
          chart,
          visuals(chart).map(({ id }) => id),
        ),
      ),
      ...(sheets.includes(HISTORY_SHEET) ? historyFilters : []),
    ],
    sheets: sheets.map((sheet) =>
      sheetBlock(
        sheet,
        own.filter((chart) => chart.sheet === sheet),
        read,
      ),
    ),
  };
}

function sheetBlock(sheet: Sheet, charts: readonly Chart[], dataSets: readonly DataSet[]): Block {
  const hasHistory = sheet === HISTORY_SHEET;
  const visuals = [
    ...charts.flatMap((chart) =>
      visualsOf(chart, dataSetOf(dataSets, chart)).map((visual) => ({ ...visual, ...sizeOf(chart) })),
    ),
    ...(hasHistory ? historyVisuals.map((visual) => ({ ...visual, columns: GRID_COLUMNS, rows: 12 })) : []),
  ];
  const note = `${sheet}-note`;
  const elements: Element[] = [
    ...visuals.map(({ id, columns, rows }) => ({ id, type: "VISUAL" as const, columns, rows })),
    { id: note, type: "TEXT_BOX", columns: GRID_COLUMNS, rows: 2 },
  ];
  return {
    sheet_id: sheet,
    name: SHEETS[sheet],
    parameter_controls: [...periodControls(sheet), ...(hasHistory ? [historyControl] : [])],
    visuals: visuals.map(({ block }) => block),
    text_boxes: { sheet_text_box_id: note, content: NOTE },
    layouts: gridLayout(elements),
  };
}

function sizeOf({ mark, by, measures }: Chart): Pick<Element, "columns" | "rows"> {
  if (mark === "figures") return { columns: 6, rows: 5 };
  const isWide = mark === "table" && by.length + measures.length > 4;
  return { columns: isWide ? GRID_COLUMNS : GRID_COLUMNS / 2, rows: 10 };
}

function dataSetOf(dataSets: readonly DataSet[], chart: Chart): DataSet {
  const found = dataSets.find(({ name }) => name === chart.data);
  if (!found) throw new Error(`The chart ${chart.id} reads ${chart.data}, which is no data set of this dashboard.`);
  return found;
}
