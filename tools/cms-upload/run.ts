import { invalidationPaths } from "../../functions/shared/publishing/invalidation";
import { type LocalFile, planUploads, type Upload } from "./plan";

/** Where files go. */
export interface Target {
  exists(key: string): Promise<boolean>;
  put(upload: Upload): Promise<void>;
  /** Makes the edge forget paths. @returns the invalidation's id */
  invalidate(paths: readonly string[]): Promise<string>;
}

/** Whom it talks to. */
export interface Terminal {
  say(line: string): void;
  /** Whether to go on. */
  ask(question: string): Promise<boolean>;
}

/** What the user wants. */
export interface UploadOptions {
  /** Empty, or ends with `/`. */
  readonly prefix: string;
  readonly invalidate: boolean;
  /** Overwrites without asking. */
  readonly yes: boolean;
}

/** Uploads files. @returns the exit code: 1 when a file was refused or nothing was done */
export async function run(
  files: readonly LocalFile[],
  options: UploadOptions,
  target: Target,
  terminal: Terminal,
): Promise<number> {
  const { uploads, refused } = planUploads(files, options.prefix);
  for (const { path, why } of refused) terminal.say(`refused  ${path}: ${why}`);
  const replaced: Upload[] = [];
  for (const upload of uploads) if (await target.exists(upload.key)) replaced.push(upload);
  if (replaced.length > 0 && !options.yes) {
    const names = replaced.map(({ key }) => key).join(", ");
    const question = `Overwrite ${names}? Mail that was sent shows the new content too.`;
    if (!(await terminal.ask(question))) {
      terminal.say("Nothing was uploaded.");
      return 1;
    }
  }
  for (const upload of uploads) {
    await target.put(upload);
    terminal.say(`uploaded ${upload.key} (${upload.contentType})`);
  }
  if (options.invalidate && replaced.length > 0) {
    const paths = invalidationPaths(replaced.map(({ key }) => key));
    terminal.say(`invalidation ${await target.invalidate(paths)} of ${paths.join(", ")}`);
  }
  terminal.say(`${uploads.length} uploaded, ${replaced.length} of them replaced, ${refused.length} refused.`);
  return refused.length > 0 ? 1 : 0;
}
