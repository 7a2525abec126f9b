import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { Gateway } from ".";
import { AwsError, type Call, jsonReply, type Service } from "./service";
import { readAll } from "./upstream";

const ROOT = "AWS4-HMAC-SHA256 Credential=123456789012/20261124/us-east-1";
const signed = (service: string): Record<string, string> => ({
  authorization: `${ROOT}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

const calls: Call[] = [];
let resets = 0;
let settled = false;

const service: Service = {
  scopes: ["ses"],
  async handle(call) {
    calls.push(call);
    if (call.path === "/mine") return jsonReply({ answered: "here" });
    if (call.path === "/wrong") throw new AwsError(404, "NotFoundException", "No such identity.");
    if (call.path === "/broken") throw new TypeError("a mistake of ours");
    return undefined;
  },
  commands: { double: async (input) => ({ twice: (input as { n: number }).n * 2 }) },
  pages: { sheet: async (parameters, own) => ({ status: 200, body: `${parameters.get("a")} of ${own}` }) },
  settled: async () => {
    settled = true;
  },
  reset: () => {
    resets += 1;
  },
};

/** A stand-in for MiniStack that says what reached it. */
const upstream = http.createServer(async (request, response) => {
  const body = await readAll(request);
  if (request.url === "/unknown") {
    response.writeHead(400).end('{"error": "Unsupported service: mobiletargeting"}');
    return;
  }
  const { host, "x-forwarded-proto": proto, expect: expectation } = request.headers;
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ url: request.url, host, proto, expectation, bytes: body.length }));
});

let gateway: Gateway;
let endpoint: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const upstreamPort = (upstream.address() as AddressInfo).port;
  gateway = new Gateway({ port: 0, upstreamPort, services: () => [service], log: () => undefined });
  endpoint = `http://127.0.0.1:${await gateway.listen()}`;
});

afterAll(async () => {
  await gateway.close();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});

const post = (path: string, headers: Record<string, string>, body: BodyInit = ""): Promise<Response> =>
  fetch(endpoint + path, { method: "POST", headers, body });

describe("a call to MiniStack", () => {
  it("arrives as sent, as if it had come over TLS", async () => {
    const body = Buffer.alloc(3_000_000);
    const seen = await (await post("/b/%C3%A9%26=/x//y?list&a=%20b", signed("s3"), body)).json();
    expect(seen).toMatchObject({ url: "/b/%C3%A9%26=/x//y?list&a=%20b", proto: "https", bytes: 3_000_000 });
    expect(seen.host).toBe(new URL(endpoint).host);
  });

  it("may be unsigned", async () => {
    expect(await (await fetch(`${endpoint}/_ministack/health`)).json()).toMatchObject({ url: "/_ministack/health" });
  });

  it("that waits for 100 Continue is told to by the gateway", async () => {
    const headers = { ...signed("s3"), expect: "100-continue", "content-length": "4" };
    const request = http.request(`${endpoint}/upload`, { method: "PUT", headers });
    request.flushHeaders();
    await once(request, "continue");
    request.end("data");
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    const seen = JSON.parse((await readAll(response)).toString());
    expect(seen).toMatchObject({ url: "/upload", bytes: 4 });
    expect(seen).not.toHaveProperty("expectation");
  });

  it("may be HTTP/2 in clear text", async () => {
    const session = http2.connect(endpoint);
    const stream = session.request({ ":method": "POST", ":path": "/kinesis", ...signed("kinesis") });
    stream.end("data");
    const seen = JSON.parse((await readAll(stream)).toString());
    session.close();
    expect(seen).toMatchObject({ url: "/kinesis", bytes: 4, host: new URL(endpoint).host });
  });

  it("that MiniStack does not know is refused with service and operation", async () => {
    const response = await post("/unknown", signed("mobiletargeting"));
    expect(response.status).toBe(400);
    expect(response.headers.get("x-amzn-errortype")).toBe("NotImplementedInSandbox");
    expect((await response.json()).message).toBe("The sandbox has no mobiletargeting POST /unknown.");
  });
});

describe("a call to a service of the gateway", () => {
  it("is answered by it, with body, query and caller", async () => {
    const response = await post("/mine?a=b", signed("ses"), '{"To": "x"}');
    expect(await response.json()).toEqual({ answered: "here" });
    const call = calls.at(-1);
    expect(call).toMatchObject({ service: "ses", account: "123456789012", region: "us-east-1", path: "/mine" });
    expect([call?.body.toString(), call?.query.get("a")]).toEqual(['{"To": "x"}', "b"]);
  });

  it("goes on to MiniStack when the service leaves it", async () => {
    const seen = await (await post("/theirs?x=%2F", signed("ses"), "body")).json();
    expect(seen).toMatchObject({ url: "/theirs?x=%2F", bytes: 4 });
  });

  it("fails with the service's error", async () => {
    const response = await post("/wrong", signed("ses"));
    expect([response.status, (await response.json()).message]).toEqual([404, "No such identity."]);
  });

  it("says which mistake of the sandbox broke it", async () => {
    const response = await post("/broken", signed("ses"));
    expect([response.status, response.headers.get("x-amzn-errortype")]).toEqual([500, "SandboxFailure"]);
    expect((await response.json()).message).toMatch("a mistake of ours");
  });
});

describe("a command", () => {
  const json = { "content-type": "application/json" };

  it("runs with its input", async () => {
    expect(await (await post("/_sandbox/double", json, '{"n": 21}')).json()).toEqual({ twice: 42 });
  });

  it("settle waits for every service", async () => {
    expect((await post("/_sandbox/settle", json)).status).toBe(200);
    expect(settled).toBe(true);
  });

  it("reset reaches MiniStack and every service", async () => {
    expect((await post("/_sandbox/reset", json)).status).toBe(200);
    expect(resets).toBe(1);
  });

  it.each([
    [
      "nothing",
      json,
      "{}",
      404,
      'no command "nothing". Commands are: advance-edge-clock, deliver-access-logs, double, expire, fire, publish-event, put-records, reset, settle.',
    ],
    ["double", json, "{", 400, 'The input of "double" is not JSON'],
    ["double", { "content-type": "text/plain" }, "{}", 415, 'Send "double" with content-type application/json.'],
    ["put-records", json, '{"records": []}', 400, 'got {"records":[]}'],
    ["fire", json, "{}", 400, "schedule is undefined; the name of a schedule is needed"],
    ["expire", json, '{"queue": "https://a/b"}', 400, "the name of a queue is needed"],
    ["publish-event", json, '{"source": "aws.ses"}', 400, 'got {"source":"aws.ses"}'],
  ])("%s is refused with a reason (%#)", async (name, headers, body, status, message) => {
    const response = await post(`/_sandbox/${name}`, headers, body);
    expect([response.status, (await response.json()).message]).toEqual([status, expect.stringContaining(message)]);
  });

  it("that two services have stops the start", () => {
    const make = (): Gateway =>
      new Gateway({ port: 0, upstreamPort: 1, services: () => [service, service], log: () => undefined });
    expect(make).toThrow('Two services have the command "double".');
  });
});

describe("a page", () => {
  it("is shown with its parameters and the endpoint it may ask", async () => {
    expect(await (await fetch(`${endpoint}/_sandbox/sheet?a=b%20c`)).text()).toBe(`b c of ${endpoint}`);
  });

  it("that is unknown is refused with those that are, and so is a command that is asked for like a page", async () => {
    const response = await fetch(`${endpoint}/_sandbox/double`);
    const message = 'There is no page "double". Pages are: sheet. Commands want POST.';
    expect([response.status, (await response.json()).message]).toEqual([404, message]);
  });

  it("that two services have stops the start", () => {
    const twin: Service = { ...service, commands: {} };
    const make = (): Gateway =>
      new Gateway({ port: 0, upstreamPort: 1, services: () => [service, twin], log: () => undefined });
    expect(make).toThrow('Two services have the page "sheet".');
  });
});
