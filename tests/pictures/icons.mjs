// Draws the app's icons from their sources: manifest/pictures/{color,outline}.svg -> manifest/{color,outline}.png.
//   PW_DIR=<folder with node_modules of playwright-core> node tests/pictures/icons.mjs
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(join(resolve(process.env.PW_DIR ?? ".playground"), "package.json"));
const { chromium } = require("playwright-core");
const manifest = join(dirname(fileURLToPath(import.meta.url)), "../../manifest");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const [name, size] of Object.entries({ color: 192, outline: 32 })) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawing = readFileSync(join(manifest, "pictures", `${name}.svg`), "utf8");
  await page.setContent(`<style>* { margin: 0 } svg { display: block }</style>${drawing}`);
  await page.screenshot({ path: join(manifest, `${name}.png`), omitBackground: true });
}
await browser.close();
