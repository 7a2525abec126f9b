import type { PinpointClient } from "@aws-sdk/client-pinpoint";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { CachedTemplate, TEMPLATE_TTL_MS } from "./template";
import { inlineTemplate, pinpointTemplate, sesTemplate } from "./template-sources";

function answering<Client>(answer: object | Error) {
  const asked: unknown[] = [];
  const send = async ({ input }: { input: unknown }) => {
    asked.push(input);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, client: { send } as unknown as Client };
}

test("a template of SES", async () => {
  const { asked, client } = answering<SESv2Client>({
    TemplateContent: { Subject: "Re: ", Html: "<p>Hi</p>", Text: "Hi" },
  });
  expect(await sesTemplate(client, "reply").load()).toEqual({ subject: "Re: ", html: "<p>Hi</p>", text: "Hi" });
  expect(asked).toEqual([{ TemplateName: "reply" }]);
});

test("a template of Pinpoint's API, in one of its versions", async () => {
  const { asked, client } = answering<PinpointClient>({ EmailTemplateResponse: { Subject: "Re: ", TextPart: "Hi" } });
  expect(await pinpointTemplate(client, "reply", "2").load()).toEqual({ subject: "Re: ", html: undefined, text: "Hi" });
  expect(asked).toEqual([{ TemplateName: "reply", Version: "2" }]);
});

test("a text part is made of the HTML, and placeholders stay in it", async () => {
  const html = '<h1>Hello</h1><p>Dear %%NAME%%,<br>see <a href="https://example.com/help">help</a>.</p>';
  const { text } = await inlineTemplate({ subject: "", html }).load();
  expect(text).toBe("HELLO\n\nDear %%NAME%%,\nsee help [https://example.com/help].");
});

test.each([
  ["SES has no template reply.", sesTemplate, "NotFoundException"],
  ["Pinpoint's API has no e-mail template reply.", pinpointTemplate, "NotFoundException"],
] as const)("%s", async (message, source, name) => {
  const { client } = answering<SESv2Client & PinpointClient>(Object.assign(new Error("no"), { name }));
  const loading = source(client, "reply", undefined).load();
  await expect(loading).rejects.toThrow(`${message} See template_source in Inputs of this module's README.`);
  await expect(loading).rejects.toMatchObject({ code: "CONFIGURATION" });
});

test("other errors stay what they are", async () => {
  const throttled = Object.assign(new Error("slow"), { name: "TooManyRequestsException" });
  await expect(sesTemplate(answering<SESv2Client>(throttled).client, "reply").load()).rejects.toBe(throttled);
});

test("a template without parts is a wrong configuration", async () => {
  await expect(inlineTemplate({ subject: "Re: ", html: "" }).load()).rejects.toThrow("neither an HTML nor a text part");
});

test("a template is kept for five minutes, and a failure is not", async () => {
  let now = 0;
  let loads = 0;
  const load = async () => {
    loads += 1;
    if (loads === 1) throw new Error("slow");
    return { subject: String(loads), html: undefined, text: "Hi" };
  };
  const cached = new CachedTemplate({ load }, () => now);
  await expect(cached.load()).rejects.toThrow("slow");
  expect((await cached.load()).subject).toBe("2");
  now = TEMPLATE_TTL_MS - 1;
  expect((await cached.load()).subject).toBe("2");
  now = TEMPLATE_TTL_MS;
  expect((await cached.load()).subject).toBe("3");
});
