/**
 * One event as a row of the lake's table `events`, before it has its key and its raw text. Absent values are undefined;
 * names and meaning are those of the table's columns (modules/shared/event-lake/columns.ts).
 */
export interface FlatEvent {
  readonly channel: Channel;
  readonly event_type: string;
  readonly event_name: string;
  readonly event_ms?: number | undefined;
  readonly arrival_ms?: number | undefined;
  readonly message_ms?: number | undefined;
  readonly aws_account_id?: string | undefined;
  readonly application_id?: string | undefined;
  readonly endpoint_id?: string | undefined;
  readonly user_id?: string | undefined;
  readonly message_id?: string | undefined;
  readonly campaign_id?: string | undefined;
  readonly treatment_id?: string | undefined;
  readonly journey_id?: string | undefined;
  readonly journey_run_id?: string | undefined;
  readonly journey_activity_id?: string | undefined;
  readonly configuration_set?: string | undefined;
  readonly message_type?: string | undefined;
  readonly sender?: string | undefined;
  readonly destination?: readonly string[] | undefined;
  readonly recipients?: readonly string[] | undefined;
  readonly recipient_status?: readonly string[] | undefined;
  readonly recipient_diagnostic?: readonly string[] | undefined;
  readonly subject?: string | undefined;
  readonly status?: string | undefined;
  readonly status_detail?: string | undefined;
  readonly is_final?: boolean | undefined;
  readonly country?: string | undefined;
  readonly parts?: number | undefined;
  readonly price_micros?: number | undefined;
  readonly carrier_fee_micros?: number | undefined;
  readonly link?: string | undefined;
  readonly ip_address?: string | undefined;
  readonly user_agent?: string | undefined;
  readonly feedback_id?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** What an event is about. `unknown`: the record is JSON of no shape that we know; it is kept in `raw`. */
export type Channel = "email" | "sms" | "mms" | "voice" | "rcs" | "campaign" | "journey" | "app" | "unknown";
