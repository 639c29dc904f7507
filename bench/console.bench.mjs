// What the example console costs a browser: the size of its build; and from opening it to the list of users, the time, the
// requests and the bytes. Needs a Chromium, see docs/testing.md.
import { readdirSync, statSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { chromium } from "playwright-core";
import { startGateway } from "./start-gateway.mjs";

const rounds = Number(process.env.CONSOLE_ROUNDS ?? 9);
const built = "dist/console";
const sample = { username: "ada", password: "Sample-Passw0rd!" };

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const spread = (numbers) =>
  `${median(numbers)} (${Math.min(...numbers)} to ${Math.max(...numbers)})`;
const inKiB = (bytes) => (bytes / 1024).toFixed(1);

/** Counts what travels over a page's connections, heads included. */
async function watchTraffic(context, page) {
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const traffic = { requests: 0, received: 0, sent: 0 };
  page.on("request", (request) => {
    traffic.requests += 1;
    traffic.sent += request.postDataBuffer()?.length ?? 0;
  });
  session.on("Network.requestWillBeSentExtraInfo", ({ headers }) => {
    for (const [name, value] of Object.entries(headers))
      traffic.sent += name.length + value.length + 4;
  });
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    traffic.received += encodedDataLength;
  });
  return traffic;
}

/** Opens the console in an empty browser and signs in as fast as a password manager would. */
async function measure(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const traffic = await watchTraffic(context, page);
  const started = performance.now();
  await page.goto(`${url}/console`);
  await page.getByLabel("Username").fill(sample.username);
  const firstScreenMs = Math.round(performance.now() - started);
  const first = { ...traffic };
  await page.getByLabel("Password", { exact: true }).fill(sample.password);
  const submitted = performance.now();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Carla Confirmed" }).waitFor();
  const listMs = Math.round(performance.now() - started);
  const signInMs = Math.round(performance.now() - submitted);
  await page.waitForLoadState("networkidle");
  await context.close();
  return { firstScreenMs, signInMs, listMs, first, all: traffic };
}

function printSizes() {
  const files = ["index.html", ...readdirSync(`${built}/assets`).map((name) => `assets/${name}`)];
  const sizeOf = (names, ending) =>
    inKiB(names.reduce((sum, name) => sum + statSync(`${built}/${name}${ending}`).size, 0));
  const plain = files.filter((name) => !/\.(br|gz)$/.test(name));
  for (const name of plain) {
    console.log(
      `${name}: ${sizeOf([name], "")} KiB, gzip ${sizeOf([name], ".gz")}, brotli ${sizeOf([name], ".br")}`,
    );
  }
  console.log(
    `whole: ${sizeOf(plain, "")} KiB, gzip ${sizeOf(plain, ".gz")}, brotli ${sizeOf(plain, ".br")}`,
  );
}

printSizes();
const program = await startGateway();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
try {
  await measure(browser, program.url);
  const seen = [];
  for (let round = 0; round < rounds; round += 1) seen.push(await measure(browser, program.url));
  const of = (read) => spread(seen.map(read));
  console.log(`opened to first screen, ms: ${of((one) => one.firstScreenMs)}`);
  console.log(`signing in to the list, ms: ${of((one) => one.signInMs)}`);
  console.log(`opened to the list, ms: ${of((one) => one.listMs)}`);
  console.log(`requests up to the list: ${of((one) => one.all.requests)}`);
  console.log(`bytes received up to the list: ${of((one) => one.all.received)}`);
  console.log(`bytes sent up to the list: ${of((one) => one.all.sent)}`);
} finally {
  await browser.close();
  await program.stop();
}
