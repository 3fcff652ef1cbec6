import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../lib/project-root.ts";
import { openApiText } from "./openapi/document.ts";

// Writes docs/openapi.json; a test notices when it was forgotten.
writeFileSync(join(projectRoot, "docs", "openapi.json"), openApiText());
