import { SOURCES } from "../../modules/shared/event-lake/columns";
import type { Measurement } from "../measurement";
import { measureBytes } from "./bytes";
import { measureDelivery, runMonth } from "./delivery";
import { measureFlattening } from "./flattening";
import { type Held, openDatabase, writeObjects } from "./objects";
import { measureStorage } from "./storage";

/** Measures the event lake; takes some minutes, and some gigabytes in `folder` meanwhile. The functions are built. */
export async function measureLake(folder: string): Promise<Measurement[]> {
  const flattening = await measureFlattening();
  const month = await runMonth(folder);
  const held = await writeAll(folder);
  return [
    flattening,
    measureDelivery(month, held),
    await measureBytes(folder, "dense"),
    await measureBytes(folder, "hourly"),
    await measureBytes(folder, "buffered"),
    await measureStorage(folder, month),
  ];
}

/** Both layouts of every stream. @returns what our rows' files held */
async function writeAll(folder: string): Promise<Held[]> {
  const instance = await openDatabase(folder);
  const connection = await instance.connect();
  try {
    const held: Held[] = [];
    for (const source of SOURCES) {
      await writeObjects(connection, folder, "original", source);
      held.push(await writeObjects(connection, folder, "ours", source));
    }
    return held;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
