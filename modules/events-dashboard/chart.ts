/** What a chart reads: a view of the dashboard, its SELECT of messages, or a view of module 08 or 09. */
export type DataName =
  | "email_all_events"
  | "sms_all_events"
  | "campaign_all_events"
  | "journey_all_events"
  | "custom_all_events"
  | "engagement_daily"
  | "email_funnel"
  | "campaign_conversion"
  | "messages"
  | "sms_status"
  | "email_status";

/** Sheets of the dashboard, in order; the last two read modules 08 and 09. */
export const SHEETS = {
  overview: "Overview",
  email: "Email",
  sms: "SMS",
  campaigns: "Campaigns and journeys",
  users: "Users and custom events",
  smsStatus: "SMS by status",
  sesStatus: "SES mail by status",
} as const;

/** One of {@link SHEETS}. */
export type Sheet = keyof typeof SHEETS;

/** The rows whose columns have one of these values; null: the rows that have the column at all. */
export type Condition = Readonly<Record<string, readonly string[] | null>>;

/** A number made from many rows: a column's sum, or how many values it has. */
export type Total = { readonly sum: string } | { readonly distinct: string; readonly where?: Condition };

/** How a number is shown. Percentages are fractions in the data. */
export type Format = "count" | "percent" | "usd";

/** A number of a chart. */
export interface Measure {
  /** Column of the result, snake_case; unique within what the chart reads. */
  readonly name: string;
  readonly label: string;
  readonly format: Format;
  readonly total: Total;
  /** Makes it a rate: `total` divided by this, absent where this is zero. */
  readonly per?: Total;
  /** Where it becomes a problem: drawn as a line, with its label. */
  readonly limit?: { readonly value: number; readonly label: string };
}

/** What a chart's numbers are split by. */
export interface Dimension {
  readonly column: string;
  readonly label: string;
  /** Part of a timestamp, UTC: its date, its hour (0 to 23) or its day of the week (1 Monday to 7 Sunday). */
  readonly part?: "day" | "hour" | "weekday";
  /** What to show where the column is absent. @default "none" */
  readonly absent?: string;
}

/** How a chart is drawn. `figures`: large numbers. */
export type Mark = "figures" | "line" | "bar" | "funnel" | "table" | "heat";

/** One chart: the source of a visual in QuickSight and of a figure on the local page. */
export interface Chart {
  /** Kebab-case, unique. */
  readonly id: string;
  readonly sheet: Sheet;
  readonly title: string;
  /** What it answers, a sentence. */
  readonly answers: string;
  readonly data: DataName;
  readonly mark: Mark;
  /** `figures` and `funnel` have none, `line` a day and perhaps what its lines are, `heat` two. */
  readonly by: readonly Dimension[];
  readonly measures: readonly Measure[];
  readonly where?: Condition;
  /** The rows with the largest first measure, that many; the others are left out and the page says so. */
  readonly top?: number;
  /** What it says when there are no rows, a sentence. */
  readonly empty: string;
}
