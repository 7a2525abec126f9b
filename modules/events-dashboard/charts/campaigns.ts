import type { Chart } from "../chart";
import { distinct, MAIL_EVENTS, total } from "../measures";
import { CAMPAIGN, dimension } from "./dimensions";

/** What campaigns and journeys sent, and what it led to. */
export const CAMPAIGNS: readonly Chart[] = [
  {
    id: "campaign-sends",
    sheet: "campaigns",
    title: "Campaign sends by outcome",
    answers: "How many endpoints a campaign reached, and why it left others out.",
    data: "campaign_all_events",
    mark: "table",
    by: [CAMPAIGN, dimension("campaign_send_status", "Outcome")],
    measures: [distinct("endpoints", "Endpoints", "endpoint_id")],
    where: { event_type: ["campaign_send"] },
    top: 30,
    empty: "No campaign in this period.",
  },
  {
    id: "treatments",
    sheet: "campaigns",
    title: "Treatments compared",
    answers: "Which variant of a campaign did better.",
    data: "email_all_events",
    mark: "table",
    by: [CAMPAIGN, dimension("pinpoint_treatment_id", "Treatment")],
    measures: [MAIL_EVENTS.sent, MAIL_EVENTS.openedShare, MAIL_EVENTS.clickedShare],
    where: { pinpoint_treatment_id: null },
    top: 20,
    empty: "No campaign with treatments in this period.",
  },
  {
    id: "conversions",
    sheet: "campaigns",
    title: "What campaigns led to",
    answers: "What endpoints did in the application within 7 days after a campaign reached them, and its value.",
    data: "campaign_conversion",
    mark: "table",
    by: [CAMPAIGN, dimension("conversion_event", "Event")],
    measures: [
      total("conversions", "Times", "conversion_count"),
      distinct("converted_endpoints", "Endpoints", "endpoint_id"),
      total("conversion_value_sum", "Value", "conversion_value"),
    ],
    top: 20,
    empty: "No event of an application followed a campaign in this period.",
  },
  {
    id: "journey-sends",
    sheet: "campaigns",
    title: "Journey sends by activity",
    answers: "What became of the messages of each activity of a journey.",
    data: "journey_all_events",
    mark: "table",
    by: [
      dimension("journey_id", "Journey"),
      dimension("journey_activity_id", "Activity"),
      dimension("journey_send_status", "Outcome"),
    ],
    measures: [distinct("journey_endpoints", "Endpoints", "endpoint_id")],
    top: 30,
    empty: "No journey in this period.",
  },
];
