import type { Browser, Page } from "playwright-core";
import { startBrowser, watchPage } from "../support/start-browser.js";
import { startProgram, type StartedProcess } from "../support/start-process.js";

let program: StartedProcess;
let browser: Browser;
let page: Page;
let url: string;
/** What the page asked for, and what it complained of. */
let requested: string[];
let complaints: string[];

beforeAll(async () => {
  program = startProgram([]);
  ({ url } = await program.listening);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await program.stop();
});

beforeEach(async () => {
  page = await browser.newPage();
  ({ requested, complaints } = watchPage(page));
  await page.goto(url);
});

afterEach(() => page.close());

/** Runs one of the document's operations: the button offers them once the schema has come. */
async function run(operation: string): Promise<void> {
  const execute = page.getByRole("button", { name: /Execute query/ });
  await execute.and(page.locator('[aria-haspopup="menu"]')).click();
  await page.getByRole("menuitem", { name: operation }).click();
}

const answer = () => page.locator(".result-window .CodeMirror");

describe("the explorer", () => {
  it("holds a token and a first query, runs it and shows the answer", async () => {
    await run("Customers");
    await expect(answer().getByText('"carla"').textContent()).resolves.toBe('"carla"');
    await expect(answer().getByText('"RESET_REQUIRED"').count()).resolves.toBe(1);
    expect(complaints).toEqual([]);
  });

  it("sets a password by the mutation that it holds", async () => {
    await run("SetUserPassword");
    await expect(answer().getByText('"CONFIRMED"').textContent()).resolves.toBe('"CONFIRMED"');
    await expect(answer().getByText('"frank"').count()).resolves.toBe(1);
  });

  it("shows the schema with its descriptions", async () => {
    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    await page.getByRole("link", { name: "Mutation" }).click();
    await expect(page.getByText(/Sets a user's password/).count()).resolves.toBeGreaterThan(0);
  });

  it("asks nobody but the gateway, and leaves nothing in the browser", async () => {
    await page.getByRole("button", { name: /Execute query/ }).waitFor();
    expect(requested.length).toBeGreaterThan(5);
    expect(requested.filter((address) => !address.startsWith(`${url}/`))).toEqual([]);
    // Tokens in the browser's storage would outlive the page.
    const kept = await page.evaluate(
      "JSON.stringify([localStorage, sessionStorage, document.cookie])",
    );
    expect(kept).toBe('[{},{},""]');
  });
});
