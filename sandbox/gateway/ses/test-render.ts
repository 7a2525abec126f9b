import MailComposer from "nodemailer/lib/mail-composer";
import { type Call, type Cloud, jsonReply } from "../service";
import { sesArn } from "./ids";
import { RenderingError, render } from "./rendering";
import { storedParts, templateData } from "./templates";
import { badRequest, jsonBody, type Route } from "./wire";

/**
 * SES v2 TestRenderEmailTemplate: the mail that a stored template would become.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TestRenderEmailTemplate.html
 */
export function testRenderRoute(cloud: Cloud): Route {
  return {
    method: "POST",
    path: /^\/templates\/([^/]+)\/render$/,
    async handle(call, name = "") {
      await cloud.authorize(call, "ses:TestRenderEmailTemplate", sesArn(call, `template/${name}`));
      const { TemplateData } = jsonBody<{ TemplateData: string }>(call);
      return jsonReply({ RenderedTemplate: await rendered(cloud, call, name, TemplateData) });
    },
  };
}

async function rendered(cloud: Cloud, call: Call, name: string, data: string | undefined): Promise<string> {
  const parts = await storedParts(cloud, call, name);
  try {
    const { Subject: subject, Text: text, Html: html } = render(parts, templateData(data));
    return (await new MailComposer({ subject, text, html }).compile().build()).toString();
  } catch (error) {
    throw error instanceof RenderingError ? badRequest(error.message) : error;
  }
}
