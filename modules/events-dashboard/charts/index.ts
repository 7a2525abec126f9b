import type { Chart } from "../chart";
import { CAMPAIGNS } from "./campaigns";
import { EMAIL } from "./email";
import { NEIGHBOURS } from "./neighbours";
import { OVERVIEW } from "./overview";
import { SMS } from "./sms";
import { USERS } from "./users";

/** Every chart of the dashboard in QuickSight and of the local page, in order. */
export const CHARTS: readonly Chart[] = [...OVERVIEW, ...EMAIL, ...SMS, ...CAMPAIGNS, ...USERS, ...NEIGHBOURS];
