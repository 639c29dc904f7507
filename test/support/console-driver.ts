import type { Page } from "playwright-core";
import { demoPassword, demoSecondFactor } from "../../src/cli/demo/demo-seed.js";

/** Opens an address of the console and signs in; waits for what the address names. */
export async function enterConsole(
  page: Page,
  url: string,
  username: string,
  path = "",
  password = demoPassword,
): Promise<void> {
  await page.goto(`${url}/console${path}`);
  await fillSignIn(page, username, password);
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

/** Fills in the first screen, and presses its button. */
export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Answers a second factor. */
export async function fillCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Presses the button that sets what stands in the form. */
export const pressSet = (page: Page): Promise<void> =>
  page.getByRole("button", { name: /^Set the / }).click();

/** Has a password made and set for the user whose form is shown; resolves with it. */
export async function setGenerated(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Generate" }).click();
  const password = await page.getByLabel("New password").inputValue();
  await pressSet(page);
  await page.getByText("The password was set.").waitFor();
  return password;
}

/** Goes through every screen and its states, as an administrator, and calls `look` at each. */
export async function walkConsole(
  page: Page,
  url: string,
  look: (screen: string) => Promise<void>,
): Promise<void> {
  await page.goto(`${url}/console`);
  await page.getByLabel("Username").waitFor();
  await look("sign-in");
  await fillSignIn(page, "ada", "wrong");
  await page.getByRole("alert").waitFor();
  await look("sign-in-refused");
  await fillSignIn(page, demoSecondFactor.username, demoPassword);
  await page.getByRole("heading", { name: "Second factor" }).waitFor();
  await look("sign-in-code");
  await page.getByRole("button", { name: "Back" }).click();
  await fillSignIn(page, "ada", demoPassword);
  await page.getByRole("link", { name: "Rosa Reset" }).waitFor();
  await look("list");
  await page.getByRole("searchbox").fill("nobody");
  await page.getByText("Nobody was found.").waitFor();
  await look("list-empty");
  await page.getByRole("searchbox").fill("");
  await page.getByRole("link", { name: "Rosa Reset" }).click();
  await page.getByRole("heading", { name: "Contact" }).waitFor();
  await look("user");
  await page.getByRole("link", { name: "Set a password" }).click();
  await page.getByLabel("New password").fill("Short1!");
  await look("set-password");
  await pressSet(page);
  await page.getByRole("alert").waitFor();
  await look("set-password-refused");
  await setGenerated(page);
  await look("done");
  await page.goBack();
  await page.getByRole("link", { name: "‹ Users of customers" }).click();
  await page.getByRole("link", { name: "Gina Google" }).click();
  await page
    .getByText(/identity provider, and needs no password/)
    .first()
    .waitFor();
  await look("user-without-password");
}
