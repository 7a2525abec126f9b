import fc from "fast-check";
import { LOOP_SIGNS, personalMail, signed } from "../functions/testing/generated-mail";
import { inboundEvent } from "../functions/testing/inbound-mail";

const SEED = 3834;

/** Events of so many mails, as texts: half of them personal, half with a sign against a reply, all kinds alike. */
export function inboundMails(count: number): string[] {
  const personal = fc.sample(personalMail, { numRuns: count, seed: SEED });
  const kinds = Object.values(LOOP_SIGNS);
  const signs = kinds.map((kind) => fc.sample(kind, { numRuns: Math.ceil(count / kinds.length), seed: SEED }));
  return personal.map((mail, index) => {
    const sign = signs[index % kinds.length]?.[Math.floor(index / kinds.length)] ?? {};
    const changes = index % 2 === 0 ? mail : signed(mail, sign);
    return JSON.stringify(inboundEvent({ ...changes, messageId: `mail-${index}` }));
  });
}
