import { writeFileSync } from "node:fs";
import { readmes } from "./readme";

/** `npm run docs` brings the generated parts of all READMEs up to date. */
for (const { path, expected } of readmes()) writeFileSync(path, expected);
