import type { Condition, Dimension } from "../chart";

export const dimension = (column: string, label: string): Dimension => ({ column, label });

/** Day of a date column. */
export const day = (column: string): Dimension => ({ column, label: "Day" });

/** Day (UTC) of a timestamp column. */
export const dayOf = (column: string): Dimension => ({ column, label: "Day", part: "day" });

export const CAMPAIGN: Dimension = { column: "pinpoint_campaign_id", label: "Campaign", absent: "no campaign" };

/** Mails that were sent in the period: of those sent before it, only the late events are in it. */
export const SENT: Condition = { sent_date: null };
