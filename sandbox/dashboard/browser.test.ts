import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { CHARTS } from "../../modules/events-dashboard/charts";
import { render } from ".";
import { findChromium, startChromium } from "./chromium";
import { fixtureQuery, MONTH } from "./fixture";

const executable = findChromium();
if (!executable) {
  process.stderr.write("\nSKIPPED: the dashboard in a browser. Install Chromium (e.g. apt-get install chromium).\n");
}

(executable ? describe : describe.skip)("the page in Chromium", () => {
  let folder: string;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "dashboard-"));
    const file = join(folder, "dashboard.html");
    const now = new Date("2026-11-24T12:00:00Z");
    await writeFile(file, await render(CHARTS, fixtureQuery(CHARTS, MONTH), { database: "due_eventdb", now }));
    url = pathToFileURL(file).href;
    browser = await startChromium(String(executable));
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens the page; what it complains about and asks for is kept. */
  async function open(options: Parameters<Browser["newContext"]>[0]) {
    const page = await (await browser.newContext(options)).newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(url);
    return { page, complaints, requests };
  }

  const count = (page: Page, selector: string): Promise<number> => page.locator(selector).count();

  /** An element's computed style. */
  const style = (page: Page, selector: string, property: string): Promise<string> =>
    page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${property}`);

  it("shows every chart that has rows, complains about nothing and asks for nothing but itself", async () => {
    const { page, complaints, requests } = await open({ viewport: { width: 1280, height: 900 } });
    const shown = CHARTS.filter(({ id, mark }) => MONTH[id] && mark !== "figures");
    for (const { id } of shown) expect(await page.locator(`#${id}`).isVisible()).toBe(true);
    expect(await count(page, "svg:visible")).toBe(await count(page, ".drawing.wide"));
    expect(complaints).toEqual([]);
    expect(requests.filter((request) => request !== url && !request.startsWith("data:"))).toEqual([]);
  });

  it("fits a phone: nothing scrolls sideways, the narrow drawings are shown", async () => {
    const { page } = await open({ viewport: { width: 375, height: 800 } });
    for (const details of await page.locator("details").all()) await details.locator("summary").click();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
    expect(await count(page, "svg:visible")).toBe(await count(page, ".drawing.narrow"));
  });

  it("follows the dark scheme, drawings included", async () => {
    const light = (await open({ colorScheme: "light" })).page;
    const dark = (await open({ colorScheme: "dark" })).page;
    const line = "#hard-bounce-rate svg path[stroke-width='2']";
    for (const [selector, property] of [
      ["body", "backgroundColor"],
      [line, "stroke"],
    ] as const) {
      expect(await style(dark, selector, property)).not.toBe(await style(light, selector, property));
    }
  });

  it.each(["light", "dark"] as const)("has text that can be read in the %s scheme", async (colorScheme) => {
    const { page } = await open({ colorScheme });
    const card = await style(page, ".card", "backgroundColor");
    for (const selector of [".card h3", ".card figcaption p", "td.above"]) {
      expect(contrast(await style(page, selector, "color"), card)).toBeGreaterThan(4.5);
    }
  });

  it("finds a recipient's history, and says so when there is none", async () => {
    const { page, complaints } = await open({});
    await page.fill("#who", " Jane@Example.com ");
    await page.click("text=Show history");
    expect(await page.locator("#found tbody tr").allTextContents()).toHaveLength(3);
    expect(await page.locator("#found").textContent()).toContain("email_delivered");
    await page.fill("#who", "nobody@example.com");
    await page.press("#who", "Enter");
    expect(await page.locator("#found").textContent()).toBe("Nothing about nobody@example.com in this period.");
    expect(complaints).toEqual([]);
  });

  it("can be read without a script", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator(".headlines").textContent()).toContain("autumn-sale");
    expect(await page.locator("noscript").textContent()).toContain("needs JavaScript");
  });
});

/** Contrast of two colours `rgb(r, g, b)`, WCAG 2.2. */
function contrast(...colours: readonly [string, string]): number {
  const [a, b] = colours.map(luminance) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = (colour.match(/[\d.]+/g) ?? []).map((channel) => {
    const value = Number(channel) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
