import MailComposer from "nodemailer/lib/mail-composer";
import { type Call, type Cloud, jsonReply } from "../service";
import { sesArn } from "./ids";
import { RenderingError, render } from "./rendering";
import { storedParts, templateData } from "./templates";
import { badRequest, jsonBody, type Route } from "./wire";

/** What MiniStack, which keeps the templates, lacks: filling one in, and a list that the SDKs can read. */
export function templateRoutes(cloud: Cloud): Route[] {
  return [
    {
      method: "POST",
      path: /^\/templates\/([^/]+)\/render$/,
      async handle(call, name = "") {
        await cloud.authorize(call, "ses:TestRenderEmailTemplate", sesArn(call, `template/${name}`));
        const { TemplateData } = jsonBody<{ TemplateData: string }>(call);
        return jsonReply({ RenderedTemplate: await rendered(cloud, call, name, TemplateData) });
      },
    },
    {
      method: "GET",
      path: /^\/templates$/,
      async handle(call) {
        const reply = await cloud.forward(call);
        return reply.status === 200 ? jsonReply(withNumbers(JSON.parse(reply.body.toString()))) : reply;
      },
    },
  ];
}

interface Listed {
  readonly TemplatesMetadata: readonly { readonly CreatedTimestamp: string }[];
}

/** Times as the protocol wants them, in seconds; MiniStack writes texts. */
function withNumbers({ TemplatesMetadata, ...rest }: Listed): object {
  const listed = TemplatesMetadata.map(({ CreatedTimestamp, ...template }) => {
    return { ...template, CreatedTimestamp: Date.parse(CreatedTimestamp) / 1_000 };
  });
  return { ...rest, TemplatesMetadata: listed };
}

/**
 * The mail that a stored template becomes.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TestRenderEmailTemplate.html
 */
async function rendered(cloud: Cloud, call: Call, name: string, data: string | undefined): Promise<string> {
  const parts = await storedParts(cloud, call, name);
  try {
    const { Subject: subject, Text: text, Html: html } = render(parts, templateData(data));
    return (await new MailComposer({ subject, text, html }).compile().build()).toString();
  } catch (error) {
    throw error instanceof RenderingError ? badRequest(error.message) : error;
  }
}
