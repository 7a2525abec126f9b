import * as echarts from "echarts";
import { Html, html } from "./html";

/** Colours are CSS variables of the page, so that one drawing serves the light and the dark scheme. */
export const COLOURS = {
  series: ["var(--accent)", "var(--second)", "var(--third)", "var(--fourth)", "var(--muted)"],
  text: "var(--ink)",
  muted: "var(--muted)",
  rule: "var(--rule)",
  limit: "var(--limit)",
} as const;

/** ECharts' option of a chart, for a wide window or a phone. */
type Option = (narrow: boolean) => echarts.EChartsCoreOption;

/**
 * A chart drawn for a wide window and for a phone; the style sheet shows one of them.
 *
 * @param label what a screen reader says instead of the drawing
 * @param height of both in px
 */
export function drawing(label: string, height: number, option: Option): readonly Html[] {
  return [false, true].map((narrow) => draw(label, height, option, narrow));
}

function draw(label: string, height: number, option: Option, narrow: boolean): Html {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: narrow ? 320 : 520, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: "inherit", color: COLOURS.text }, ...option(narrow) });
    const svg = new Html(bare(chart.renderToSVGString()));
    return html`<div class="drawing ${narrow ? "narrow" : "wide"}" role="img" aria-label="${label}">${svg}</div>`;
  } finally {
    // It keeps the process alive otherwise.
    chart.dispose();
  }
}

/** The drawing without what is for a mouse and a script: hover styles, whose class names repeat on a page, and data. */
function bare(svg: string): string {
  return svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, "")
    .replace(/ (class|pointer-events|ecmeta_\w+|xml:space|baseProfile)="[^"]*"/g, "")
    .replace(/ width="\d+" height="\d+" xmlns/, ' aria-hidden="true" xmlns')
    .replace(/>\s+</g, "><");
}
