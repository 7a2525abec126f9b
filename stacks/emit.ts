import { relative } from "node:path";
import { builtArchitecture, builtArchitectures } from "../modules/catalog";
import { emitModule } from "./module-emitter";

/** `npm run emit` writes every module, `npm run emit -- <id> …` the named ones. */
async function main(ids: readonly string[]): Promise<void> {
  const architectures = ids.length === 0 ? builtArchitectures : ids.map(builtArchitecture);
  for (const architecture of architectures) {
    const directory = await emitModule(architecture);
    console.log(`${relative(process.cwd(), directory)}`);
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
