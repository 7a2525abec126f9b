import { type RunningCloud, startCloud } from "../../cloud";
import { Client, FIRST_START_MS } from "./client";

let cloud: RunningCloud;
let client: Client;

beforeAll(async () => {
  cloud = await startCloud();
  client = new Client(cloud);
  await client.send("s3", "PUT", "/lake");
  await client.send("s3", "PUT", "/lake/raw/a%20b%2Bc%26.gz", {}, "text");
}, FIRST_START_MS);

afterAll(() => cloud.stop());

it.each([
  ["are as they are", "", "raw/a b+c&amp;.gz"],
  ["are encoded for who asks for it", "&encoding-type=url", "raw/a%20b%2Bc%26.gz"],
])("keys of versions %s", async (_, query, key) => {
  const xml = await (await client.send("s3", "GET", `/lake?versions${query}`)).text();
  expect(xml).toContain(`<Key>${key}</Key>`);
});
