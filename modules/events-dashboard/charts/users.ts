import type { Chart } from "../chart";
import { distinct } from "../measures";
import { dayOf, dimension } from "./dimensions";

/** What applications report. */
export const USERS: readonly Chart[] = [
  {
    id: "sessions",
    sheet: "users",
    title: "Sessions by day",
    answers: "How many sessions the application had.",
    data: "custom_all_events",
    mark: "line",
    by: [dayOf("event_timestamp")],
    measures: [distinct("sessions", "Sessions", "session_id")],
    where: { session_id: null },
    empty: "No session in this period.",
  },
  {
    id: "custom-events",
    sheet: "users",
    title: "Events of applications",
    answers: "From how many endpoints applications reported which event.",
    data: "custom_all_events",
    mark: "bar",
    by: [dimension("event_type", "Event")],
    measures: [distinct("endpoints_with_event", "Endpoints", "endpoint_id")],
    top: 12,
    empty: "No event of an application in this period.",
  },
];
