import { type RunningCloud, startCloud } from "../../cloud";
import { Client, FIRST_START_MS } from "./client";

const SOURCE = `
class ThrottledError extends Error {
  constructor(message) { super(message); this.name = "ThrottledError"; }
}
exports.handler = async ({ what }) => {
  if (what === "named") throw new ThrottledError("too fast");
  if (what === "text") throw "just text";
  return { fine: true };
};`;

interface Failure {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

let cloud: RunningCloud;
let client: Client;

beforeAll(async () => {
  cloud = await startCloud();
  client = new Client(cloud);
  await client.createFunction("thrower", SOURCE);
}, FIRST_START_MS);

afterAll(() => cloud.stop());

it("a thrown error keeps its name and its stack", async () => {
  const failure = await client.invoke<Failure>("thrower", { what: "named" });
  expect([failure.errorType, failure.errorMessage]).toEqual(["ThrottledError", "too fast"]);
  expect(failure.trace.join("\n")).toMatch(/too fast[\s\S]*index\.js/);
});

it("a thrown value that is no error has its type", async () => {
  const failure = await client.invoke<Failure>("thrower", { what: "text" });
  expect([failure.errorType, failure.errorMessage]).toEqual(["string", "just text"]);
});

it("a result stays a result", async () => {
  expect(await client.invoke("thrower", { what: "nothing" })).toEqual({ fine: true });
});
