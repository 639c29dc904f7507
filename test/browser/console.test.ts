import { join } from "node:path";
import axe from "axe-core";
import type { Browser, Page, Route } from "playwright-core";
import {
  adminsClientId,
  customersClientId,
  customerUsernames,
  demoPassword,
  demoSecondFactor,
} from "../../src/cli/demo/demo-seed.js";
import { stepOf, totp } from "../../src/local-pool/crypto/totp.js";
import {
  enterConsole,
  fillCode,
  fillSignIn,
  pressSet,
  setGenerated,
  walkConsole,
} from "../support/console-driver.js";
import { startBrowser, watchPage } from "../support/start-browser.js";
import { startProgram, type StartedProcess } from "../support/start-process.js";
import { until } from "../support/until.js";

/** What axe says of a page. */
interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

const formOf = (username: string) => `/pools/customers/${username}/password`;

let program: StartedProcess;
let browser: Browser;
let page: Page;
let url: string;
let poolUrl: string;

beforeAll(async () => {
  program = startProgram([]);
  ({ url } = await program.listening);
  browser = await startBrowser();
  const settings = (await (await fetch(`${url}/console/config.json`)).json()) as {
    signIn: { endpoint: string };
  };
  poolUrl = settings.signIn.endpoint;
});

afterAll(async () => {
  await browser.close();
  await program.stop();
});

beforeEach(async () => {
  page = await browser.newPage();
});

afterEach(() => page.close());

/** Calls an operation of the local pool that needs no signature, as a customer's app would. */
async function callPool(operation: string, input: object) {
  const response = await fetch(poolUrl, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ ClientId: customersClientId, ...input }),
  });
  return (await response.json()) as {
    readonly ChallengeName?: string;
    readonly Session?: string;
    readonly AuthenticationResult?: object;
  };
}

const signInAt = (username: string, password: string) =>
  callPool("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });

const badge = (name: string) => page.locator(".badge", { hasText: name });

describe("an administrator", () => {
  it("signs in, searches, opens a user and sets a temporary password, which its user must change", async () => {
    await enterConsole(page, url, "ada");
    await page.getByRole("searchbox", { name: "Begins with" }).fill("car");
    await page.getByText("1 found. That is all.").waitFor();
    await page.getByRole("link", { name: "Carla Confirmed" }).click();
    await badge("Confirmed").waitFor();
    await page.getByRole("link", { name: "Set a password" }).click();
    await page.getByLabel("Reason").fill("Ticket 4711: lost her phone, “again”");
    const password = await setGenerated(page);
    expect(password).toHaveLength(16);
    await page.getByRole("link", { name: "Back to the user" }).click();
    await badge("Temporary password").waitFor();
    const { ChallengeName: challenge, Session } = await signInAt("carla", password);
    expect(challenge).toBe("NEW_PASSWORD_REQUIRED");
    const answer = await callPool("RespondToAuthChallenge", {
      ChallengeName: challenge,
      Session,
      ChallengeResponses: { USERNAME: "carla", NEW_PASSWORD: "Of-My-Own-Passw0rd" },
    });
    expect(answer.AuthenticationResult).toBeDefined();
  });

  it("sets a permanent password, which its user keeps", async () => {
    await enterConsole(page, url, "ada", formOf("rosa"));
    await page.getByLabel("Permanent").check();
    const password = await setGenerated(page);
    await page.getByText("The status is now").getByText("Confirmed").waitFor();
    expect((await signInAt("rosa", password)).AuthenticationResult).toBeDefined();
  });

  it("gives a colleague a temporary password, who chooses one of their own and comes in", async () => {
    await enterConsole(page, url, "ada", "/pools/admins/audrey/password");
    const temporary = await setGenerated(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await fillSignIn(page, "audrey", temporary);
    await page.getByRole("heading", { name: "Choose a password" }).waitFor();
    const choose = async (first: string, second: string) => {
      await page.getByLabel("New password", { exact: true }).fill(first);
      await page.getByLabel("New password, again").fill(second);
      await page.getByRole("button", { name: "Set it and sign in" }).click();
    };
    await choose(demoPassword, "another");
    await page.getByText("The two passwords are not the same.").waitFor();
    await choose("weak", "weak");
    await page.getByText("The password does not meet the rules of the user pool.").waitFor();
    await choose(demoPassword, demoPassword);
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await page.getByText("auditor").waitFor();
  });

  it("reads which rules a password breaks, before it is sent to be set", async () => {
    const sent: string[] = [];
    page.on("request", (request) => {
      sent.push(/"operationName":"(\w+)"/.exec(request.postData() ?? "")?.[1] ?? "");
    });
    await enterConsole(page, url, "ada", formOf("frank"));
    await page.getByLabel("New password").fill("short1!");
    const rules = page.getByRole("list", { name: "Rules for the password" });
    await rules.getByText("A digit, 0 to 9: kept").waitFor();
    await rules.getByText("At least 10 characters: not yet").waitFor();
    await pressSet(page);
    await page.getByText("The password does not meet the rules below.").waitFor();
    await rules.getByText("A capital letter, A to Z: broken").waitFor();
    expect(sent).toContain("CheckPassword");
    expect(sent).not.toContain("SetPassword");
    // What was said of one password is not said of the next.
    await page.getByRole("button", { name: "Generate" }).click();
    await rules.getByText("A capital letter, A to Z: kept").waitFor();
  });

  it("is told why no password is set for a user of an identity provider, and for oneself", async () => {
    await enterConsole(page, url, "ada", "/pools/customers/Google_109876543210987654321");
    await page.getByText("signs in through an identity provider").first().waitFor();
    await expect(page.getByRole("link", { name: "Set a password" }).count()).resolves.toBe(0);
    await page.getByText("Google", { exact: true }).waitFor();
    await enterConsole(page, url, "ada", "/pools/admins/ada/password");
    await page.getByText("This is you: change your own password where you sign in.").waitFor();
  });

  it("sees that a temporary password has expired", async () => {
    await enterConsole(page, url, "ada", "/pools/customers/erin");
    await page.getByText(/^Expired .*: set another$/).waitFor();
  });
});

describe("a second factor", () => {
  const { username, totpSecret } = demoSecondFactor;
  const signedIn = () => page.getByRole("button", { name: "Sign out" }).waitFor();
  const codeOf = (stepsFromNow: number) => totp(totpSecret, stepOf(new Date()) + stepsFromNow);

  it("is asked for behind the password, and answered with a code that is good once", async () => {
    await page.goto(`${url}/console${formOf("frank")}`);
    await fillSignIn(page, username, demoPassword);
    await fillCode(page, " ");
    await page.getByText("Please enter the code.").waitFor();
    await fillCode(page, codeOf(-100));
    await page.getByText("The code is not right.").waitFor();
    // With the space that apps show in its middle.
    const code = codeOf(0);
    await fillCode(page, `${code.slice(0, 3)} ${code.slice(3)}`);
    await signedIn();
    await page.getByLabel("New password").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await fillSignIn(page, username, demoPassword);
    await fillCode(page, code);
    await page.getByText("The code was used already, or is too old.").waitFor();
  });

  it("stands behind a temporary password as well", async () => {
    await enterConsole(page, url, "ada", `/pools/admins/${username}/password`);
    const temporary = await setGenerated(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await fillSignIn(page, username, temporary);
    // The old one, which other tests sign in with.
    await page.getByLabel("New password", { exact: true }).fill(demoPassword);
    await page.getByLabel("New password, again").fill(demoPassword);
    await page.getByRole("button", { name: "Set it and sign in" }).click();
    await fillCode(page, codeOf(1));
    await signedIn();
  });

  /** Answers for the pool; resolves with what it was sent. */
  const answerForPool = async (answers: readonly object[]) => {
    const sent: unknown[] = [];
    await page.route(`${poolUrl}/`, async (route) => {
      sent.push(route.request().postDataJSON());
      const headers = { "access-control-allow-origin": "*" };
      await route.fulfill({ headers, json: answers[sent.length - 1] });
    });
    await page.goto(`${url}/console`);
    await fillSignIn(page, "ada", demoPassword);
    return sent;
  };

  it.each([
    ["SMS_MFA", "text message that was sent to you: +*******1234"],
    ["EMAIL_OTP", "e-mail that was sent to you: a***@e***"],
  ])("%s is a code that was sent, and says where to", async (name, text) => {
    const where = text.split(": ")[1];
    const parameters = { USER_ID_FOR_SRP: "canonical", CODE_DELIVERY_DESTINATION: where };
    const sent = await answerForPool([
      { ChallengeName: name, ChallengeParameters: parameters, Session: "its-session" },
      { __type: "NotAuthorizedException", message: "Invalid session for the user." },
    ]);
    await page.getByText(text).waitFor();
    await fillCode(page, "123456");
    await page.getByText("The sign-in took too long.").waitFor();
    expect(sent[1]).toEqual({
      ChallengeName: name,
      ClientId: adminsClientId,
      Session: "its-session",
      ChallengeResponses: { USERNAME: "canonical", [`${name}_CODE`]: "123456" },
    });
  });

  it("that has to be chosen or set up first is said not to be offered", async () => {
    await answerForPool([{ ChallengeName: "MFA_SETUP", ChallengeParameters: {}, Session: "s" }]);
    await page.getByText("something at sign-in that this example does not offer").waitFor();
  });
});

describe("what a role may not do", () => {
  it("is shown to the help desk with the reason: temporary passwords only", async () => {
    await enterConsole(page, url, "henry", formOf("frank"));
    const permanent = page.getByLabel("Permanent");
    await permanent.waitFor();
    await expect(permanent.isDisabled()).resolves.toBe(true);
    await page.getByText("Your role does not allow this.").waitFor();
    const password = await setGenerated(page);
    expect((await signInAt("frank", password)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("is no way around ranks for the help desk", async () => {
    await enterConsole(page, url, "henry", "/pools/admins/ada");
    await page.getByText(/You may not set this user's password/).waitFor();
    const groups = page.locator(".facts > div", { hasText: /^Groups/ });
    await expect(groups.textContent()).resolves.toBe("Groupsadmin, user-deleter, contact-voucher");
  });

  it("is said to an auditor: no contact data, no password, a search by username", async () => {
    await enterConsole(page, url, "audrey");
    await page.getByRole("link", { name: "dan" }).waitFor();
    // One for each name in the list.
    const hidden = page.getByText("Not visible to you").count();
    await expect(hidden).resolves.toBe(customerUsernames.length);
    await expect(page.getByText("@example.com").count()).resolves.toBe(0);
    const fields = page.getByLabel("Search by").locator("option");
    await expect(fields.allTextContents()).resolves.toEqual(["Username"]);
    await page.getByRole("link", { name: "dan" }).click();
    await page.getByText(/You may not set this user's password/).waitFor();
    const contact = page.locator("section", { hasText: "Contact" });
    await expect(contact.getByText("Not visible to you").count()).resolves.toBe(3);
    await page.getByText("The account is switched off").waitFor();
  });
});

describe("when something fails", () => {
  /** Answers the next sets in the gateway's place, or lets the connection break. */
  const answerSets = (answer: (route: Route) => Promise<void>) =>
    page.route("**/graphql", (route) =>
      route.request().postData()?.includes("mutation SetPassword") === true
        ? answer(route)
        : route.continue(),
    );
  const error = (facts: object) => (route: Route) =>
    route.fulfill({
      json: { data: { setUserPassword: null }, errors: [{ message: "…", extensions: facts }] },
    });

  it("without an answer, the outcome is said to be unknown, and the user can be looked up", async () => {
    await enterConsole(page, url, "ada", formOf("uma"));
    await answerSets((route) => route.abort());
    await page.getByRole("button", { name: "Generate" }).click();
    await pressSet(page);
    await page.getByText(/It is not known whether it was done/).waitFor();
    await page.getByRole("button", { name: "Look the user up" }).click();
    await page.getByText(/The pool says: Unconfirmed/).waitFor();
  });

  it("the sentence for the code is shown, with what to quote, and a button for what may be repeated", async () => {
    await enterConsole(page, url, "ada", formOf("uma"));
    const facts = { retryable: true, outcome: "NOT_APPLIED", retryAfterMs: 100 };
    await answerSets(
      error({ ...facts, code: "RATE_LIMITED", requestId: "request-1", auditId: "audit-1" }),
    );
    await page.getByRole("button", { name: "Generate" }).click();
    await pressSet(page);
    await page
      .getByText("This was done too often in a short time. Please wait a little.")
      .waitFor();
    for (const fact of ["RATE_LIMITED", "request-1", "audit-1", "Nothing was changed."]) {
      await page.getByText(fact).waitFor();
    }
    await page.unroute("**/graphql");
    await page.getByRole("button", { name: "Try again", exact: true }).click();
    await page.getByText("The password was set.").waitFor();
  });

  it("an error about the answer alone says that it was done", async () => {
    await enterConsole(page, url, "ada", formOf("uma"));
    const facts = {
      code: "FORBIDDEN",
      retryable: false,
      outcome: "APPLIED",
      requestId: "request-2",
    };
    await answerSets(error(facts));
    await page.getByRole("button", { name: "Generate" }).click();
    await pressSet(page);
    await page.getByText("It was done. Some of the answer could not be shown.").waitFor();
    await page.getByRole("heading", { name: "Hand it over" }).waitFor();
  });

  it("an ended session leads to the sign-in, and back to where one was", async () => {
    await enterConsole(page, url, "ada");
    await page.getByRole("link", { name: "Dan Disabled" }).waitFor();
    await page.route("**/graphql", (route) =>
      route.fulfill({
        status: 401,
        json: {
          errors: [{ message: "…", extensions: { code: "UNAUTHENTICATED", retryable: false } }],
        },
      }),
    );
    await page.getByRole("link", { name: "Dan Disabled" }).click();
    await page.getByText("Your session has ended. Please sign in again.").waitFor();
    await page.unroute("**/graphql");
    await fillSignIn(page, "ada", demoPassword);
    await page.getByRole("heading", { name: "Dan Disabled" }).waitFor();
  });
});

it("stands in what the first run prints", async () => {
  await until(() => program.output().includes("InitiateAuth"), "all is printed");
  expect(program.output()).toContain(`Console      ${url}/console`);
});

it("asks nobody but the gateway and the pool, complains of nothing, leaves nothing in the browser", async () => {
  const { requested, complaints } = watchPage(page);
  await enterConsole(page, url, "ada", formOf("frank"));
  await setGenerated(page);
  await page.getByRole("link", { name: "Back to the user" }).click();
  await page.getByRole("heading", { name: "Identity" }).waitFor();
  const elsewhere = requested.filter(
    (address) => !address.startsWith(`${url}/`) && !address.startsWith(`${poolUrl}/`),
  );
  expect(elsewhere).toEqual([]);
  // A breach of the page's own policy would be complained of.
  expect(complaints).toEqual([]);
  const kept = await page.evaluate(
    "JSON.stringify([localStorage, sessionStorage, document.cookie])",
  );
  expect(kept).toBe('[{},{},""]');
});

describe("every screen", () => {
  /** Colours that are on their way to others would be judged as they are. */
  const untilStill = `Promise.allSettled(document.getAnimations()
    .filter(({ effect }) => effect.getComputedTiming().endTime < 10_000)
    .map(({ finished }) => finished))`;
  /** With a folder in CONSOLE_PICTURES, each screen is kept there as a picture. */
  const pictures = process.env["CONSOLE_PICTURES"];
  const desktop = { width: 1280, height: 800 };
  const phone = { width: 390, height: 844 };

  it.each([
    ["light", desktop, "desktop"],
    ["dark", desktop, "desktop"],
    ["light", phone, "phone"],
  ] as const)(
    "has no serious flaw for axe and does not scroll sideways: %s, %o",
    async (colorScheme, viewport, device) => {
      const context = await browser.newContext({ colorScheme, viewport });
      const flaws: string[] = [];
      const seen: string[] = [];
      const walker = await context.newPage();
      await walkConsole(walker, url, async (screen) => {
        seen.push(screen);
        await walker.evaluate(untilStill);
        await walker.evaluate(axe.source);
        const found = await walker.evaluate<Violation[]>(
          "axe.run().then(({ violations }) => violations)",
        );
        for (const { impact, id, nodes } of found) {
          if (["serious", "critical"].includes(impact))
            flaws.push(`${screen}: ${id} ${nodes[0]?.html ?? ""}`);
        }
        const width = await walker.evaluate("document.documentElement.scrollWidth");
        if (width !== viewport.width) flaws.push(`${screen}: is ${String(width)} wide`);
        if (pictures !== undefined) {
          await walker.screenshot({
            path: join(pictures, `${screen}-${device}-${colorScheme}.png`),
          });
        }
      });
      await context.close();
      expect(seen).toHaveLength(10);
      expect(flaws).toEqual([]);
    },
  );
});

describe("by keyboard alone", () => {
  const focused = () =>
    page.evaluate<string>(`(() => {
      const element = document.activeElement;
      return element.labels?.[0]?.textContent || element.getAttribute("aria-label") || element.textContent;
    })()`);

  /** Presses Tab until something of that name has the focus. */
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press("Tab");
      if ((await focused()).startsWith(name)) return;
    }
    throw new Error(`Tab does not lead to "${name}".`);
  };

  it("a user is found and given a password", async () => {
    await page.goto(`${url}/console`);
    await page.getByLabel("Username").waitFor();
    await expect(focused()).resolves.toBe("Username");
    await page.keyboard.type("ada");
    await tabTo("Password");
    await page.keyboard.type(demoPassword);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Uma Unconfirmed" }).waitFor();
    await tabTo("Begins with");
    await page.keyboard.type("fra");
    await page.getByText("1 found. That is all.").waitFor();
    await tabTo("Frank Force");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Set a password" }).waitFor();
    await tabTo("Set a password");
    await page.keyboard.press("Enter");
    await page.getByLabel("New password").waitFor();
    await tabTo("Temporary");
    await page.keyboard.press("ArrowDown");
    await tabTo("Generate");
    await page.keyboard.press("Enter");
    await tabTo("Reason");
    await page.keyboard.type("By keyboard");
    await tabTo("Set the permanent password");
    await page.keyboard.press("Enter");
    await page.getByText("The password was set.").waitFor();
    await expect(focused()).resolves.toBe("Hand it over");
    await tabTo("Copy");
    await tabTo("Back to the user");
    await page.keyboard.press("Enter");
    await badge("Confirmed").waitFor();
    await tabTo("Sign out");
    await page.keyboard.press("Enter");
    await page.getByLabel("Username").waitFor();
  });
});
