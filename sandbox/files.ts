import { rename, writeFile } from "node:fs/promises";

/** Writes a file at once: another program that reads it sees the old or the new content, never half of it. */
export async function replaceFile(file: string, content: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, file);
}
