import type { Content } from "./message";

/**
 * The EICAR test file, which SES takes for a virus; in two parts so that scanners let these sources be.
 * https://www.eicar.org/download-anti-malware-testfile/
 */
const VIRUS = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].join("");

/** The file in base64, without its last bytes, which depend on what follows. */
const ENCODED_VIRUS = Buffer.from(VIRUS.slice(0, 66)).toString("base64");

/** Whether SES finds a virus when it looks at a message that it has accepted. */
export function isInfected({ Raw, Simple }: Content): boolean {
  const attachments = Simple?.Attachments?.map(({ RawContent }) => RawContent) ?? [];
  const given = [Simple?.Subject?.Data, Simple?.Body?.Text?.Data, Simple?.Body?.Html?.Data, ...attachments];
  const mime = Buffer.from(Raw?.Data ?? "", "base64").toString("latin1");
  return [mime, ...given].some((part) => {
    const text = part?.replace(/\s/g, "") ?? "";
    return text.includes(VIRUS) || text.includes(ENCODED_VIRUS);
  });
}
