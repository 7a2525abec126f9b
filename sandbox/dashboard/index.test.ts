import { CHARTS } from "../../modules/events-dashboard/charts";
import type { Query } from "../athena";
import { render } from ".";
import { fixtureQuery, MONTH } from "./fixture";

const OPTIONS = { database: "due_eventdb", now: new Date("2026-11-24T12:00:00Z") };

/** Charts that read 08 and 09, which the fixture does not have. */
const OWN = CHARTS.filter(({ sheet }) => sheet !== "smsStatus" && sheet !== "sesStatus");

const pageOf = (rows: typeof MONTH): Promise<string> => render(CHARTS, fixtureQuery(CHARTS, rows), OPTIONS);

/** The page's text as a reader sees it. */
const textOf = (page: string): string =>
  page
    .replace(/<(style|script|details)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ");

let month: string;

beforeAll(async () => {
  month = await pageOf(MONTH);
});

test("the page has every chart of the list, and its sentence", () => {
  for (const { id, title, answers, mark } of OWN) {
    if (mark === "figures") continue;
    expect(month).toContain(`id="${id}"`);
    expect(textOf(month)).toContain(title);
    if (MONTH[id]) expect(textOf(month)).toContain(answers);
  }
});

test("a reader learns which campaign did best, what SMS cost, where mail bounces and where it waits", () => {
  const text = textOf(month);
  expect(text).toContain("Best: autumn-sale , 34.3 % opened and 11.2 % clicked, of 2,310 mails sent.");
  expect(text).toContain("SMS cost $87.43 for 1,844 messages, most of it in United States ($46.23).");
  expect(text).toContain("Mail bounces most at closing.example : 24.1 % of 702 mails bounced hard.");
  expect(text).toContain("Mail waits most at slow.example : 21.4 % of 1,344 mails were delayed.");
});

test("what is above the limits of SES is named and marked", () => {
  expect(textOf(month)).toContain("Above the limit: win-back , 11.8 % bounced hard, where 5 % is too much.");
  expect(textOf(month)).toContain("Above the limit: flash-deal , 0.42 % complained, where 0.1 % is too much.");
  expect(month.match(/class="above"/g)).toHaveLength(3);
});

test("the limits are drawn into the rates", () => {
  expect(month).toContain("SES reviews accounts above 5 %");
  expect(month).toContain("SES reviews accounts above 0.1 %");
});

test("the page says which events were generated", () => {
  expect(textOf(month)).toContain("19,190 of them were made up to fill the period");
  expect(textOf(month)).toContain("The other 561 were caused by messages sent in this local cloud.");
});

test("no id stands twice", () => {
  const ids = month.match(/ id="[^"]+"/g) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
});

test("text of events is never markup", () => {
  expect(month).not.toContain("<script>alert");
  expect(month).not.toContain("<b>tiny");
  expect(month.match(/<\/script>/g)).toHaveLength(2);
});

test("every drawing can be read: a label for screen readers, and its numbers as a table", () => {
  const drawn = OWN.filter(({ id, mark }) => ["line", "bar", "funnel"].includes(mark) && MONTH[id]);
  expect(month.match(/role="img" aria-label="[^"]+"/g)).toHaveLength(2 * drawn.length);
  expect(month.match(/<details>/g)).toHaveLength(drawn.length);
});

test("an empty lake has an honest page: no figure, no drawing, a sentence per chart", async () => {
  const page = await pageOf({});
  expect(textOf(page)).toContain("The lake has no event in this period.");
  for (const { empty, mark } of OWN) if (mark !== "figures") expect(textOf(page)).toContain(empty);
  expect(page).not.toMatch(/<svg|class="figure"|Best:/);
});

test("a live page searches at the server and carries no script and no rows", async () => {
  const asked: string[] = [];
  const answer = fixtureQuery(CHARTS, MONTH);
  const query: Query = (sql) => {
    asked.push(sql);
    return answer(sql);
  };
  const live = { recipient: "O'Neil@Example.com", parameters: { database: "due_eventdb" } };
  const page = await render(CHARTS, query, { ...OPTIONS, live });
  expect(asked.find((sql) => sql.includes("happened_at"))).toContain("'o''neil@example.com'");
  expect(page).not.toContain("<script");
  expect(page).toContain('<input type="hidden" name="database" value="due_eventdb">');
  expect(textOf(page)).toContain("4 events of O'Neil@Example.com");
});

test("the sheets of modules 08 and 09 appear with their databases", async () => {
  const asked: string[] = [];
  const query: Query = async (sql) => {
    asked.push(sql);
    return [];
  };
  const page = await render(CHARTS, query, { ...OPTIONS, smsDatabase: "sms_event_db", sesDatabase: "ses-eventsdb" });
  expect(asked.filter((sql) => sql.includes('FROM "sms_event_db".sms_status'))).toHaveLength(2);
  expect(asked.filter((sql) => sql.includes('FROM "ses-eventsdb".email_status'))).toHaveLength(1);
  expect(page).toContain('id="sheet-sesStatus"');
});

test("a history that fails after a chart has failed is still waited for: unheard, its error would end the process", async () => {
  const history = new Promise<never>((_, reject) => setTimeout(reject, 20, new Error("late")));
  const listened = jest.spyOn(history, "then");
  const query: Query = (sql) => (sql.includes("happened_at") ? history : Promise.reject(new Error("early")));
  await expect(render(CHARTS, query, OPTIONS)).rejects.toThrow("early");
  expect(listened).toHaveBeenCalled();
});
