import { flattenText } from "../../functions/flatten-text";
import { sampleNames, sampleText } from "../../functions/testing/sample-events";
import { Lake, type LakeRow } from "../../sandbox/sql/lake";
import { SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";
import { glueTableOf } from "../shared/event-lake/testing";
import { ownViews, views } from "./views";

const all = [...views, ...ownViews];

/** Rows as this module's function writes them, whatever source the record is of. */
function rows(text: string, datehour = "2026/11/20/09"): LakeRow[] {
  return flattenText("pinpoint", text).map((row) => ({ source: "pinpoint", datehour, row }));
}

describe("07-A1 the views", () => {
  const synthesized = SynthesizedModule.of(builtArchitecture("pinpoint-s3-event-db"));

  test.each(all.map((view) => [view.name, view] as const))(
    "07-A1 %s says the same to Glue, Hive and Athena",
    (_, view) => {
      const { table, expected, missingLines } = glueTableOf(synthesized, view);
      expect(table).toMatchObject(expected);
      expect(missingLines).toEqual([]);
    },
  );

  test("07-A1 are what Athena takes, and yield the columns that they declare", async () => {
    expect(all).toHaveLength(28);
    const lake = await Lake.of({ views: all });
    for (const { name, columns } of all) {
      expect({ name, columns: await lake.describe(name) }).toEqual({
        name,
        columns: columns.map((column) => ({ name: column.name, type: column.type })),
      });
    }
    lake.close();
  }, 60_000);
});

describe("documented events", () => {
  /** View of a documented event of Pinpoint's stream, where its file has another name. */
  const VIEWS: Readonly<Record<string, string>> = { "custom-webinar-registration": "custom_event" };
  /** Views of documented events of SES: that of the event, and of the campaign that a tag names. */
  const SES_VIEWS: Readonly<Record<string, string>> = {
    "event-bounce-transient-general": "email_softbounce",
    "event-bounce-transient-mailboxfull": "email_softbounce",
    "event-bounce-undetermined": "email_softbounce",
    "event-click": "email_click",
    "event-complaint-abuse": "email_complaint",
    "event-complaint-notspam": "email_complaint",
    "event-delivery": "email_delivered",
    "event-delivery-delay": "email_delivery_delay",
    "event-open": "email_open",
    "event-reject": "email_rejected",
    "event-rendering-failure": "email_rendering_failure",
    "event-send": "email_send",
    "event-subscription": "email_subscription",
    "notification-complaint": "email_complaint",
    "notification-delivery": "email_delivered",
  };

  const samples = [
    ...sampleNames("pinpoint")
      .filter((name) => name !== "test-event-stream")
      .map((name) => ({ source: "pinpoint", name, expected: VIEWS[name] ?? name.replaceAll("-", "_") }) as const),
    ...sampleNames("ses").map(
      (name) => ({ source: "ses", name, expected: SES_VIEWS[name] ?? "email_hardbounce" }) as const,
    ),
  ];
  /** Names of the events in a view, by the view; each event arrives in an hour of its own. */
  const found = new Map<string, string[]>();

  beforeAll(async () => {
    const hourOf = (index: number) => `2026/11/20/${index}`;
    const content = samples.flatMap(({ source, name }, index) => rows(sampleText(source, name), hourOf(index)));
    const lake = await Lake.of({ rows: content, views: all });
    for (const { name } of all) {
      const hours = (await lake.query(`SELECT DISTINCT datehour FROM ${name}`)).map(({ datehour }) => datehour);
      found.set(
        name,
        samples.filter((_, index) => hours.includes(hourOf(index))).map((sample) => sample.name),
      );
    }
    lake.close();
  }, 60_000);

  test.each(samples)("$name of $source is in $expected and in no other view", ({ name, expected }) => {
    expect([...found].filter(([, names]) => names.includes(name)).map(([view]) => view)).toEqual([expected]);
  });

  test("what has no view is in other_event, with its attributes", async () => {
    const text = '{"event_type":"_userauth.sign_in","attributes":{"method":"otp"}}\n{"what":"ever"}';
    const lake = await Lake.of({ rows: rows(text), views: all });
    const select = "SELECT event_type, element_at(attributes, 'method') AS method FROM other_event ORDER BY 1";
    expect(await lake.query(select)).toEqual([
      { event_type: "_unknown.record", method: null },
      { event_type: "_userauth.sign_in", method: "otp" },
    ]);
    lake.close();
  });
});
