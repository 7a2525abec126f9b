import path from "node:path";

/** The checkout. */
export const ROOT = path.resolve(__dirname, "..");

/** Everything that the local cloud makes: virtual environment, logs, run folders, Terraform's plugin cache. Never committed. */
export const WORK = path.join(ROOT, ".sandbox");

/** Folder of the Node 22 that runs functions: the dev dependency `node`, whatever Node runs this program. */
export const NODE_BIN = path.join(path.dirname(require.resolve("node/package.json")), "bin");
