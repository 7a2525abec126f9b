import type { Dimension, Measure } from "../../modules/events-dashboard/chart";
import type { Row } from "../athena";
import { axisLabel, formatted, named, shortDay } from "./format";
import { type Html, html } from "./html";
import { linesOf } from "./line";
import { dimensionOf, numberOf, type Result } from "./results";

/** The rows of a chart as a table: a number above its limit says so. */
export function rowsTable({ chart, rows }: Result): Html {
  const head = [...chart.by.map(({ label }) => label), ...chart.measures.map(({ label }) => label)];
  const body = together(rows, chart.by[0]).map((row) => [
    ...chart.by.map((dimension, index) =>
      nameCell(named(dimensionOf(row, dimension), dimension), dimension, index === 0),
    ),
    ...chart.measures.map((measure) => numberCell(row, measure)),
  ]);
  return table(chart.title, head, chart.by.length, body);
}

/** Rows of one first name stand together, where the largest of them stood. */
function together(rows: readonly Row[], dimension: Dimension | undefined): readonly Row[] {
  if (!dimension) return rows;
  const names = rows.map((row) => dimensionOf(row, dimension));
  const place = (row: Row): number => names.indexOf(dimensionOf(row, dimension));
  return [...rows].sort((a, b) => place(a) - place(b));
}

const nameCell = (name: string, { label }: Dimension, first: boolean): Html =>
  first
    ? html`<th scope="row" role="rowheader"><span>${name}</span></th>`
    : html`<td role="cell" class="name" data-label="${label}"><span>${name}</span></td>`;

function numberCell(row: Row, measure: Measure): Html {
  const { label, format, limit } = measure;
  const number = numberOf(row, measure);
  const text = formatted(number, format);
  return isAbove(number, measure)
    ? html`<td role="cell" class="above" data-label="${label}" title="${limit?.label}"><span aria-hidden="true">▲</span> ${text}<span class="unseen"> above limit</span></td>`
    : html`<td role="cell" data-label="${label}">${text}</td>`;
}

const isAbove = (number: number | undefined, { limit }: Measure): boolean =>
  limit !== undefined && number !== undefined && number > limit.value;

/** A drawing's numbers by day. */
export function daysTable(result: Result): Html {
  const { days, lines } = linesOf(result);
  const [{ format }] = result.chart.measures as [Measure];
  const body = days.map((day, index) => [
    html`<th scope="row" role="rowheader">${shortDay(day)}</th>`,
    ...lines.map(
      ({ name, numbers }) => html`<td role="cell" data-label="${name}">${formatted(numbers[index], format)}</td>`,
    ),
  ]);
  return table(result.chart.title, ["Day", ...lines.map(({ name }) => name)], 1, body);
}

/** Weekdays by hours, the darker the more; the number stands in the cell for who cannot see the shade. */
export function heatTable({ chart, rows }: Result): Html {
  const [weekday, hour] = chart.by as [Dimension, Dimension];
  const [measure] = chart.measures as [Measure];
  const numbers = new Map(
    rows.map((row) => [`${dimensionOf(row, weekday)} ${dimensionOf(row, hour)}`, numberOf(row, measure) ?? 0]),
  );
  const most = Math.max(...numbers.values());
  const hours = Array.from({ length: 24 }, (_, index) => String(index));
  const cell = (day: string, at: string): Html => {
    const number = numbers.get(`${day} ${at}`) ?? 0;
    const title = `${named(day, weekday)} ${named(at, hour)}: ${number}`;
    return html`<td style="--heat:${Math.round((number / most) * 100)}%" title="${title}"><span class="unseen">${number}</span></td>`;
  };
  const days = ["1", "2", "3", "4", "5", "6", "7"].map(
    (day) => html`<tr><th scope="row">${named(day, weekday)}</th>${hours.map((at) => cell(day, at))}</tr>`,
  );
  const head = hours.map(
    (at) =>
      html`<th scope="col"><span class="${Number(at) % 6 === 0 ? "" : "unseen"}">${at.padStart(2, "0")}</span></th>`,
  );
  return html`<table class="heat"><caption class="unseen">${chart.title}</caption><thead><tr><td></td>${head}</tr></thead><tbody>${days}</tbody></table>`;
}

/** Its roles are written out: the style sheet stacks its cells on a phone, which would take them away. */
function table(caption: string, head: readonly string[], names: number, body: readonly (readonly Html[])[]): Html {
  const columns = head.map(
    (label, index) => html`<th scope="col" role="columnheader" class="${index < names ? "name" : ""}">${label}</th>`,
  );
  const rows = body.map((cells) => html`<tr role="row">${cells}</tr>`);
  return html`<table role="table" class="rows${head.length > 4 ? " stacks" : ""}"><caption class="unseen">${caption}</caption><thead role="rowgroup"><tr role="row">${columns}</tr></thead><tbody role="rowgroup">${rows}</tbody></table>`;
}

/** Large numbers; one above its limit is marked, one with a limit names it. */
export function figureList({ chart, rows }: Result): Html {
  const [row] = rows as [Row];
  const items = chart.measures.map((measure) => {
    const number = numberOf(row, measure);
    const note = measure.limit && html`<small>limit ${axisLabel(measure.limit.value, measure.format)}</small>`;
    return html`<div class="figure${isAbove(number, measure) ? " above" : ""}"><dt>${measure.label}</dt><dd>${formatted(number, measure.format)}${note}</dd></div>`;
  });
  return html`<dl class="figures">${items}</dl>`;
}
