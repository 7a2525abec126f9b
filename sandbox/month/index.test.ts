import { generateMonth, type MonthOptions } from ".";

const OPTIONS: MonthOptions = { events: 3_000, end: new Date("2026-11-24T17:30:00Z"), seed: 1, duplicateShare: 0.02 };
const month = (changed: Partial<MonthOptions> = {}) => [...generateMonth({ ...OPTIONS, ...changed })];
const texts = (changed?: Partial<MonthOptions>) => month(changed).map(({ text }) => text);

test("the same options make the same events, another seed makes others", () => {
  expect(texts()).toEqual(texts());
  expect(texts({ seed: 2 }).slice(0, 10)).not.toEqual(texts().slice(0, 10));
});

test.each([1, 99, 3_000])("%i different events are made when so many are asked for", (events) => {
  expect(new Set(texts({ events })).size).toBe(events);
});

test("duplicates come on top, after what they repeat and word for word", () => {
  const all = texts();
  const repeated = all.filter((text, index) => all.indexOf(text) < index);
  expect(all).toHaveLength(OPTIONS.events + repeated.length);
  expect(repeated.length / OPTIONS.events).toBeCloseTo(0.02, 2);
  expect(texts({ duplicateShare: 0 })).toHaveLength(OPTIONS.events);
});

test("events come in the order of their arrival, all within the 30 days", () => {
  const times = month().map(({ arrivedAt }) => arrivedAt);
  const end = OPTIONS.end.getTime();
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(times[0]).toBeGreaterThanOrEqual(end - 30 * 86_400_000);
  expect(times.at(-1)).toBeLessThan(end);
  expect(times.at(-1)).toBeGreaterThan(end - 86_400_000 / 4);
});

test("every event says that it is generated, by an attribute, a tag or an entry of its context", () => {
  for (const { source, text } of month()) {
    const event = JSON.parse(text);
    const mark = { pinpoint: event.attributes, ses: event.mail?.tags, eum: event.context }[source];
    expect(String(mark.generated)).toBe("true");
    expect(text).not.toContain("\n");
  }
});

test("all three sources are there, Pinpoint most of all", () => {
  const sources = month().map(({ source }) => source);
  const share = (source: string) => sources.filter((one) => one === source).length / sources.length;
  expect(share("pinpoint")).toBeGreaterThan(0.5);
  expect(share("ses")).toBeGreaterThan(0.15);
  expect(share("eum")).toBeGreaterThan(0.1);
});
