import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { generateMonth } from ".";

/** Documented events of the three sources, which the functions that flatten them are tested with. */
const SAMPLES = ["pinpoint-event-flattener", "ses-event-flattener", "sms-event-flattener"].flatMap((name) => {
  const folder = path.join(__dirname, "..", "..", "functions", name, "events");
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")));
});
/** Members whose own members are free, or belong to the campaign, the journey or the SMS that an event is about. */
const FREE = /^(attributes|client_context\.custom|mail\.tags|context|metrics|click\.linkTags|.*\.link_tags)\./;

const typeOf = (event: Record<string, unknown>) => String(event["event_type"] ?? event["eventType"]);
const month = [...generateMonth({ events: 20_000, end: new Date("2026-11-24T17:30:00Z"), seed: 1 })].map(({ text }) =>
  JSON.parse(text),
);
const types = [...new Set(month.map(typeOf))];

/** Paths of all members, arrays by their first element; JSON inside JSON is text. */
function paths(value: unknown, prefix = ""): string[] {
  if (Array.isArray(value)) return paths(value[0], `${prefix}[]`);
  if (typeof value !== "object" || value === null) return [prefix];
  return Object.entries(value).flatMap(([key, member]) => paths(member, prefix === "" ? key : `${prefix}.${key}`));
}

const shape = (event: object) =>
  paths(event)
    .filter((one) => !FREE.test(one))
    .toSorted();

test.each(types)("%s has the members of a documented event", (type) => {
  const sample = type === "shop.purchase" ? "webinar_registered" : type;
  const documented = SAMPLES.filter((event) => typeOf(event) === sample).map(shape);
  const made = month.filter((event) => typeOf(event) === type).slice(0, 50);
  expect(documented).not.toHaveLength(0);
  for (const event of made) expect(documented).toContainEqual(shape(event));
});

test("attributes of campaigns, journeys and SMS are documented ones, besides the mark", () => {
  const attributes = (events: typeof month) =>
    new Set(
      events
        .filter((event) => /^_(email|campaign|journey|SMS)\./.test(typeOf(event)))
        .flatMap((event) => Object.keys(event.attributes)),
    );
  const documented = attributes(SAMPLES);
  expect([...attributes(month)].filter((name) => !documented.has(name))).toEqual(["generated"]);
});
