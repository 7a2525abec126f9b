import { BadRequestException, PutSuppressedDestinationCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { PermanentError } from "../errors";
import type { SuppressionReason } from "./decide";
import type { SuppressionList } from "./ports";

/**
 * The account-level suppression list of SES. The service allows about one call a second.
 *
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutSuppressedDestination.html
 */
export class SesSuppressionList implements SuppressionList {
  constructor(private readonly client: SESv2Client) {}

  async put(address: string, reason: SuppressionReason): Promise<void> {
    try {
      await this.client.send(new PutSuppressedDestinationCommand({ EmailAddress: address, Reason: reason }));
    } catch (error) {
      if (!(error instanceof BadRequestException)) throw error;
      throw new PermanentError("BAD_REQUEST", "SES does not take this address into the suppression list.", {
        cause: error,
      });
    }
  }
}
