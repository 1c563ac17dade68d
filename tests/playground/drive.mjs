// A person in the Microsoft 365 Agents Playground: reads one JSON command a line, does it in headless Chromium, and
// answers with one JSON line. Node finds playwright-core in PW_DIR.
//   {"do": "open", "url": "http://127.0.0.1:56150/", "bot": "Test Bot"}
//   {"do": "greeted"}                         waits for the first message of the bot
//   {"do": "chat", "name": "Group Chat"}      goes to another chat; there the bot is mentioned
//   {"do": "say", "text": "failed sign-ins"}  waits for a reply
//   {"do": "press", "title": "Show 23 more"}  the last button of that title; waits for a reply when it sends a message
//   {"do": "shot", "file": "a.png"}           a picture of the window, the log panel left out
// Answer: {"replies": [what each message of the bot shows now], "buttons": [of the last one], "cut": [], "faults": []};
// "cut" names elements of the last reply that are wider than their place; "faults" is what the page complained about.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(join(resolve(process.env.PW_DIR), "package.json"));
const { chromium } = require("playwright-core");
const REPLY_MS = 30000;
const LOCAL = /^https?:\/\/(127\.0\.0\.1|localhost)[:/]/;

let browser, page, bot;
let mentioned = false;
let back = null; // what an imBack button wants said
const faults = [];

async function open({ url, bot: name }) {
  bot = name;
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args });
  page = await browser.newPage({ viewport: { width: 1500, height: 1300 } });
  page.on("pageerror", (e) => faults.push(`page error: ${e.message}`));
  page.on("console", (m) => {
    // The page looks for fonts and a sound on the internet, and its charts are drawn with labels of negative width: both
    // are its own affair.
    if (m.type() === "error" && !/Failed to load|A negative value is not valid/.test(m.text())) faults.push(m.text());
  });
  // The Playground freezes the data of a card and then fails to add to it, so that no button with `msteams` data works;
  // and it does not know imBack, which in Teams is: say this in the presser's name.
  await page.addInitScript(() => { Object.freeze = (o) => o; });
  await page.route((u) => u.protocol.startsWith("http") && !LOCAL.test(u.href), (r) => r.abort());
  await page.route("**/_conversation/v1/submit", async (r) => {
    const data = r.request().postDataJSON().value?.msteams;
    if (data?.type !== "imBack") return r.continue();
    back = data.value;
    await r.fulfill({ status: 200, json: {} });
  });
  await page.goto(url, { waitUntil: "domcontentloaded" });
  await box().waitFor();
}

const box = () => page.locator("[data-lexical-editor=true]").first();

async function chat({ name }) {
  await page.getByRole("treeitem", { name }).first().click();
  mentioned = name !== "Personal Chat";
  await page.waitForTimeout(500);
}

async function say({ text }) {
  const before = (await replies()).length;
  await box().click();
  if (mentioned) {
    await page.keyboard.type("@");
    await page.locator("#typeahead-menu").getByText(bot, { exact: true }).click();
    await page.waitForTimeout(150);
  }
  await page.keyboard.insertText((mentioned ? " " : "") + text);
  await page.keyboard.press("Enter");
  await until(async () => (await replies()).length > before, `a reply to ${text}`);
}

async function press({ title }) {
  back = null;
  const button = page.getByRole("button", { name: title, exact: true }).last();
  await button.scrollIntoViewIfNeeded({ timeout: 5000 });
  await button.click({ timeout: 5000 });
  await page.waitForTimeout(400);
  if (back !== null) await say({ text: back });
}

async function shot({ file }) {
  const panel = await page.getByText("Log Panel").first().boundingBox();
  const wide = panel ? Math.floor(panel.x) - 15 : 1500;
  await page.screenshot({ path: file, clip: { x: 0, y: 0, width: wide, height: 1300 } });
}

async function until(holds, what) {
  const end = Date.now() + REPLY_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what} did not come within ${REPLY_MS / 1000} s`);
    await page.waitForTimeout(100);
  }
  await page.waitForTimeout(300); // the page scrolls and draws
}

// A message of the bot is found by its picture: the smallest thing around it that says more than who and when.
const inPage = (name) => {
  const said = (node) => node.innerText.replaceAll(name, "").replace(/(\d+\/\d+, )?\d+:\d\d\s*[AP]M/g, "").trim();
  const found = [];
  for (const face of document.querySelectorAll(`[role=img][aria-label="${name}"]`)) {
    if (face.closest("[role=treeitem], #typeahead-menu")) continue;
    let node = face.parentElement;
    while (node.parentElement && !said(node)) node = node.parentElement;
    if (!node.querySelector("[data-lexical-editor=true]")) found.push(node); // else it is the picture beside "is typing"
  }
  const last = found.at(-1);
  const cut = last ? [...last.querySelectorAll(".ac-container *, button")].filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && !e.closest("svg")) : []; // charts cut their labels
  return {
    replies: found.map(said),
    buttons: last ? [...last.querySelectorAll("button, [role=button]")].filter((b) => b.checkVisibility()).map((b) => b.innerText.trim()).filter(Boolean) : [],
    cut: cut.map((e) => e.innerText.trim()).filter(Boolean),
  };
};
const look = () => page.evaluate(inPage, bot);
const replies = async () => (await look()).replies;

const greeted = () => until(async () => (await replies()).length > 0, "a welcome");

const wait = () => page.waitForTimeout(200);

const COMMANDS = { open, greeted, chat, say, press, shot, wait };
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try {
    await COMMANDS[command.do](command);
    answer = { ...(await look()), faults };
  } catch (error) {
    answer = { error: String(error.message ?? error).split("\n")[0], ...(page ? await look().catch(() => ({})) : {}), faults };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
await browser?.close();
