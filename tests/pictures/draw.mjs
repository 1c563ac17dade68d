// Draws Adaptive Cards with the JavaScript renderer in headless Chromium, for looking at.
//   PW_DIR=<folder with node_modules of adaptivecards and playwright-core> node draw.mjs cards.json out [name…]
// cards.json: {"name": card, …}. Writes out/name-WIDTH-THEME.png for 400 and 1000 px (or WIDTHS), light and dark; a name that ends
// in "+open" presses every button that shows something first.
import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(join(resolve(process.env.PW_DIR ?? "."), "package.json"));
const { chromium } = require("playwright-core");
const library = readFileSync(require.resolve("adaptivecards/dist/adaptivecards.min.js"), "utf8");
const [file, out, ...wanted] = process.argv.slice(2);
const cards = JSON.parse(readFileSync(file, "utf8"));
mkdirSync(out, { recursive: true });

const WIDTHS = (process.env.WIDTHS ?? "400 1000").split(" ").map(Number);

// The colours and sizes of Teams, light and dark.
const THEMES = {
  light: { page: "#f5f5f5", card: "#ffffff", text: "#242424", emphasis: "#f0f0f0", subtle: "#616161", good: "#237b4b", warning: "#835c00", attention: "#c4314b", button: "#ffffff", edge: "#d1d1d1" },
  dark: { page: "#1f1f1f", card: "#292929", text: "#ffffff", emphasis: "#383838", subtle: "#adadad", good: "#92c353", warning: "#f8d22a", attention: "#f9526b", button: "#292929", edge: "#666666" },
};
const host = (t) => {
  const pair = (c) => ({ default: c, subtle: c });
  const colours = { default: { default: t.text, subtle: t.subtle }, dark: pair(t.text), light: pair(t.subtle), accent: pair("#6264a7"), good: pair(t.good), warning: pair(t.warning), attention: pair(t.attention) };
  const style = { backgroundColor: t.card, foregroundColors: colours };
  return {
    fontFamily: "Segoe UI, Liberation Sans, sans-serif",
    fontTypes: {
      default: { fontFamily: "Segoe UI, Liberation Sans, sans-serif" },
      monospace: { fontFamily: "Consolas, Liberation Mono, DejaVu Sans Mono, monospace" },
    },
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: t.edge },
    containerStyles: { default: style, emphasis: { ...style, backgroundColor: t.emphasis } },
    actions: { maxActions: 6, spacing: "Small", buttonSpacing: 8, actionsOrientation: "Horizontal", actionAlignment: "Left" },
  };
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const [theme, t] of Object.entries(THEMES)) {
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: 100 }, deviceScaleFactor: width < 500 ? 2 : 1 });
    page.on("pageerror", (e) => console.error("page error:", e.message));
    await page.route("**/*", (route) => (route.request().url().startsWith("http") ? route.abort() : route.continue()));
    for (const [name, card] of Object.entries(cards)) {
      if (wanted.length && !wanted.includes(name)) continue;
      await page.setContent(`<style>body{margin:0;padding:12px;background:${t.page}} #card{background:${t.card};border:1px solid ${t.edge};border-radius:8px}
        button{font:600 13px Segoe UI,Liberation Sans;padding:5px 12px;border-radius:4px;border:1px solid ${t.edge};background:${t.button};color:${t.text};white-space:normal!important;text-align:left}</style><div id=card></div>`);
      await page.addScriptTag({ content: library });
      await page.evaluate(([c, h]) => {
        const one = new AdaptiveCards.AdaptiveCard();
        one.hostConfig = new AdaptiveCards.HostConfig(h);
        one.parse(c);
        document.getElementById("card").appendChild(one.render());
      }, [card, host(t)]);
      if (name.endsWith("+open")) for (const button of await page.$$("button")) if (await button.isVisible() && /^(Show (?!less)|How)/.test(await button.innerText())) await button.click();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) console.error(`${name} is ${wide} px wide at ${width} px`);
      await page.screenshot({ path: join(out, `${name}-${width}-${theme}.png`), fullPage: true });
    }
    await page.close();
  }
}
await browser.close();
