import { quotedList, type View, type ViewColumn } from "../shared/event-lake/view";
import { EVENT_TYPES, type Family } from "./event-types";
import { smsCost, smsStatus } from "./message-views";
import { ORIGINAL, RCS, SPOKEN, WRITTEN } from "./view-groups";

const OF_EUM = "source = 'eum'";

/** What the lake calls a family, what people call one of its messages, and the columns of its views. */
const FAMILIES: Readonly<Record<Family, readonly [channel: string, word: string, columns: readonly ViewColumn[]]>> = {
  TEXT: ["sms", "text", WRITTEN],
  VOICE: ["voice", "call", SPOKEN],
  MEDIA: ["mms", "picture message", WRITTEN],
  RCS: ["rcs", "RCS message", RCS],
};

/** A view of one event type; the lake's word for it begins with its channel. */
function viewOf(family: Family, type: string): View {
  const [channel, word, columns] = FAMILIES[family];
  const status = type.slice(family.length + 1);
  const is = `channel = '${channel}' AND event_type = '${channel}_${status.toLowerCase()}'`;
  return {
    name: type.toLowerCase(),
    doc: `A ${word} whose status became ${status}.`,
    columns,
    from: `FROM events\nWHERE ${OF_EUM} AND ${is}`,
  };
}

const known = Object.entries(EVENT_TYPES).flatMap(([family, types]) =>
  types.map((type) => viewOf(family as Family, type)),
);

/** Views that a lake may have from its owner already. */
export const views: readonly View[] = [
  {
    name: "other_event",
    doc: "An event of a type that has no view: one that is newer than this module.",
    columns: RCS,
    from: `FROM events\nWHERE ${OF_EUM} AND upper(event_name) NOT IN (${quotedList(known.map(({ name }) => name.toUpperCase()))})`,
  },
];

/** Views that no other module has: made in a joined lake too. */
export const ownViews: readonly View[] = [
  ...known,
  {
    name: "sms_events",
    doc: "Every event under the names of AWS's own table: objects are taken apart, as `protectstatus`.",
    columns: ORIGINAL,
    from: `FROM events\nWHERE ${OF_EUM}`,
  },
  smsStatus,
  smsCost,
];
