import { sampleNames, sampleText } from "../../functions/testing/sample-events";
import { viewsOf } from "../../modules/events-dashboard/views";
import { putTexts, queryIn } from "./applied-lake";
import { command, stack, suite } from "./suite";

/** The example: a lake and the dashboard over it. */
const outputs = stack("example-events-dashboard");
const ask = queryIn(outputs);

beforeAll(async () => {
  await putTexts(
    outputs,
    sampleNames("pinpoint").map((name) => sampleText("pinpoint", name)),
  );
  await command("flush", { stream: outputs["firehose_name"] });
}, 60_000);

test.each(viewsOf().map(({ name }) => name))(
  "13-A1 the view %s that Terraform made is not stale",
  async (name) => {
    await expect(ask(`SELECT * FROM ${name}`)).resolves.toBeDefined();
  },
  30_000,
);

test("13-A7 events that were put into the lake's Firehose stand in the view of their channel", async () => {
  const count = async (view: string): Promise<number> =>
    Number((await ask(`SELECT count(DISTINCT event_type) AS n FROM ${view}`))[0]?.["n"]);
  expect(await count("email_all_events")).toBe(
    sampleNames("pinpoint").filter((name) => name.startsWith("email-")).length,
  );
  expect(await count("sms_all_events")).toBe(sampleNames("pinpoint").filter((name) => name.startsWith("sms-")).length);
}, 60_000);

test("the live page shows them, and the history of a recipient", async () => {
  const [mail] = await ask("SELECT destination FROM email_all_events WHERE event_type = 'email_send'");
  const recipient = String(mail?.["destination"]);
  const query = new URLSearchParams({ database: String(outputs["database_name"]), recipient });
  const response = await fetch(`${suite().endpoint}/_sandbox/dashboard?${query}`);
  const page = await response.text();
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page).toContain("of the Pinpoint event stream");
  expect(page).toContain(`events of ${recipient}`);
}, 60_000);
