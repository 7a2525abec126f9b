import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { findChromium, startChromium } from "../dashboard/chromium";
import { sendingService } from ".";
import type { SendStatistics } from "./statistics";

const NOW = 1_795_000_000_000;
const LAST = NOW / 1_000 - 1;

/** A minute at the quota after a burst that it throttled. */
const minute: SendStatistics = {
  maxSendRate: 14,
  seconds: [
    { second: LAST - 40, accepted: 28, throttled: 172 },
    ...Array.from({ length: 40 }, (_, index) => ({ second: LAST - 39 + index, accepted: 14, throttled: 0 })),
  ],
};

let statistics = minute;

/** A cloud that only knows what it sent, and the page. */
const server = http.createServer(async (request, response) => {
  const page = sendingService(() => NOW).pages?.["sending"];
  const { port } = server.address() as AddressInfo;
  const isPage = request.method === "GET";
  const reply = isPage ? await page?.(new URLSearchParams(), `http://127.0.0.1:${port}`) : undefined;
  response.writeHead(reply?.status ?? 200, reply?.headers ?? { "content-type": "application/json" });
  response.end(reply?.body ?? JSON.stringify(statistics));
});

const executable = findChromium();
if (!executable) {
  process.stderr.write(
    "\nSKIPPED: the page of sending in a browser. Install Chromium (e.g. apt-get install chromium).\n",
  );
}

(executable ? describe : describe.skip)("the page of sending in Chromium", () => {
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_sandbox/sending`;
    browser = await startChromium(String(executable));
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server.closeAllConnections();
    server.close();
  });

  beforeEach(() => {
    statistics = minute;
  });

  async function open(options: Parameters<Browser["newContext"]>[0] = {}) {
    const page = await (await browser.newContext(options)).newPage();
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(url);
    return { page, complaints };
  }

  const text = (page: Page, selector: string): Promise<string | null> => page.locator(selector).textContent();

  it("shows the rate, both shares and a bar for every second of mail", async () => {
    const { page, complaints } = await open();
    expect(await text(page, "#figures")).toMatch(
      /A second ago14 of 14 per second.*Used100\.0.%.*Throttled22\.6.% 172 recipients/,
    );
    expect(await page.locator("#bars rect.accepted").count()).toBe(41);
    expect(await page.locator("#bars rect.throttled").count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it("follows what is sent, and leaves open what a reader opened", async () => {
    const { page, complaints } = await open();
    await page.click("summary");
    statistics = { maxSendRate: 50, seconds: [{ second: LAST, accepted: 49, throttled: 0 }] };
    await page.locator("#figures", { hasText: "49 of 50 per second" }).waitFor();
    expect(await page.locator("#rows tr:visible").count()).toBe(60);
    expect(complaints).toEqual([]);
  });

  it.each(["light", "dark"] as const)("fits a phone in the %s scheme", async (colorScheme) => {
    const { page } = await open({ viewport: { width: 375, height: 800 }, colorScheme });
    await page.click("summary");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
  });

  it("can be read without a script", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await text(page, "#figures")).toContain("14 of 14 per second");
    expect(await text(page, "noscript")).toContain("reload it");
  });

  it("says so when the cloud has stopped", async () => {
    const { page } = await open();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await page.waitForSelector("#gone:visible");
    expect(await text(page, "#figures")).toContain("14 of 14 per second");
  });
});
