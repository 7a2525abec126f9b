import { type Message, type MessageHeader, messageFromV2, type SendEmailInput } from "./message";
import { members } from "./wire";

/** Reads the form of v1 SendEmail, https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html. */
export function messageFromV1(form: URLSearchParams): Message {
  const part = (name: string) => {
    const data = form.get(`Message.${name}.Data`);
    return data === null ? {} : { [name.split(".").at(-1) ?? name]: { Data: data } };
  };
  return messageFromV2({
    ...common(form),
    FromEmailAddress: form.get("Source") ?? "",
    ReplyToAddresses: members(form, "ReplyToAddresses"),
    Destination: {
      ToAddresses: members(form, "Destination.ToAddresses"),
      CcAddresses: members(form, "Destination.CcAddresses"),
      BccAddresses: members(form, "Destination.BccAddresses"),
    },
    Content: { Simple: { ...part("Subject"), Body: { ...part("Body.Text"), ...part("Body.Html") } } },
  });
}

/** Reads the form of v1 SendRawEmail, https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html. */
export function messageFromV1Raw(form: URLSearchParams): Message {
  return messageFromV2({
    ...common(form),
    FromEmailAddress: form.get("Source") ?? "",
    Destination: { ToAddresses: members(form, "Destinations") },
    Content: { Raw: { Data: form.get("RawMessage.Data") ?? "" } },
  });
}

function common(form: URLSearchParams): Partial<SendEmailInput> {
  const EmailTags: MessageHeader[] = [];
  for (let index = 1; form.has(`Tags.member.${index}.Name`); index++)
    EmailTags.push({
      Name: form.get(`Tags.member.${index}.Name`) ?? "",
      Value: form.get(`Tags.member.${index}.Value`) ?? "",
    });
  return { EmailTags, ConfigurationSetName: form.get("ConfigurationSetName") ?? "" };
}
