import PostalMime from "postal-mime";
import { FakeCloud, NOW, v2Call } from "./fake-cloud";
import { sesService } from "./index";

function setUp() {
  const cloud = new FakeCloud();
  cloud.templates.set("greeting", { Subject: "Hello {{name}}", Text: "Hi {{name}}", Html: "<p>{{{name}}}</p>" });
  const ses = sesService(cloud, () => NOW);
  const render = async (name: string, data: object) => {
    const TemplateData = JSON.stringify(data);
    const reply = await ses.handle(v2Call("POST", `/v2/email/templates/${name}/render`, { TemplateData }));
    return JSON.parse(String(reply?.body)).RenderedTemplate as string;
  };
  return { cloud, ses, render };
}

it("shows the mail that a template becomes", async () => {
  const { cloud, render } = setUp();
  const mail = await PostalMime.parse(await render("greeting", { name: "Zoë" }));
  expect(mail).toMatchObject({ subject: "Hello Zoë", text: "Hi Zoë\n", html: "<p>Zoë</p>\n" });
  expect(cloud.authorized).toEqual([
    "ses:TestRenderEmailTemplate arn:aws:ses:us-east-1:123456789012:template/greeting",
  ]);
});

it("says what lacks: a template, an attribute", async () => {
  const { render } = setUp();
  await expect(render("none", {})).rejects.toMatchObject({ status: 404, code: "NotFoundException" });
  await expect(render("greeting", {})).rejects.toMatchObject({
    status: 400,
    code: "BadRequestException",
    message: "Attribute 'name' is not present in the rendering data.",
  });
});

it("lists templates with times in seconds", async () => {
  const reply = await setUp().ses.handle(v2Call("GET", "/v2/email/templates"));
  expect(JSON.parse(String(reply?.body))).toEqual({
    TemplatesMetadata: [{ TemplateName: "greeting", CreatedTimestamp: NOW.getTime() / 1_000 }],
    NextToken: "next",
  });
});
