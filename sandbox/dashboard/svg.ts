import * as echarts from "echarts";
import { Html, html } from "./html";

/** Width and height in px, for a figure on a wide window and on a phone. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
}

/** Colours are CSS variables of the page, so that one drawing serves the light and the dark scheme. */
export const COLOURS = {
  series: ["var(--accent)", "var(--second)", "var(--third)", "var(--fourth)", "var(--muted)"],
  text: "var(--ink)",
  muted: "var(--muted)",
  rule: "var(--rule)",
  limit: "var(--limit)",
} as const;

const WIDE = { width: 520, narrow: false };
const NARROW = { width: 320, narrow: true };

/**
 * A chart drawn for both widths; the style sheet shows one of them.
 *
 * @param height of the drawing in px, by its size
 * @param label what a screen reader says instead of the drawing
 */
export function drawing(
  label: string,
  height: number,
  option: (size: Size) => echarts.EChartsCoreOption,
): readonly Html[] {
  return [WIDE, NARROW].map((size) => draw({ ...size, height }, label, option));
}

function draw(size: Size, label: string, option: (size: Size) => echarts.EChartsCoreOption): Html {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: size.width, height: size.height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: "inherit", color: COLOURS.text }, ...option(size) });
    const svg = new Html(bare(chart.renderToSVGString()));
    return html`<div class="drawing ${size.narrow ? "narrow" : "wide"}" role="img" aria-label="${label}">${svg}</div>`;
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
