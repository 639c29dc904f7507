import type { Browser } from "playwright-core";
import { compose, gatewaySdl } from "../support/compose.js";
import { enterConsole, setGenerated } from "../support/console-driver.js";
import { ordersSdl, startOrdersSubgraph } from "../support/orders-subgraph.js";
import { customers, samplePassword } from "../support/sample-seed.js";
import { startBrowser, watchPage } from "../support/start-browser.js";
import { type Router, startApolloGateway } from "../support/start-router.js";
import { signIn, startTestGateway, type TestGateway } from "../support/test-gateway.js";

let browser: Browser;
let gateway: TestGateway;
let orders: Awaited<ReturnType<typeof startOrdersSubgraph>>;
let router: Router;

beforeAll(async () => {
  gateway = await startTestGateway({ consoleGraphQL: () => router.url });
  orders = await startOrdersSubgraph([]);
  const { supergraph = "", errors } = compose(
    {
      name: "cognito-admin",
      sdl: gatewaySdl({ directives: ["tag"] }),
      url: `${gateway.url}/graphql`,
    },
    { name: "orders", sdl: ordersSdl(), url: orders.url },
  );
  expect(errors).toEqual([]);
  router = await startApolloGateway(supergraph);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await router.stop();
  await orders.stop();
  await gateway.stop();
});

describe("the console behind Apollo Gateway", () => {
  it("lists users and sets a password, asking the router alone", async () => {
    const page = await browser.newPage();
    const { requested, complaints } = watchPage(page);
    await enterConsole(page, gateway.url, "ada", "/pools/customers", samplePassword);
    await page.getByRole("searchbox").fill("forced");
    await page.getByText("1 found. That is all.").waitFor();
    await page.locator(".row-link").click();
    await page.getByRole("link", { name: "Set a password" }).click();
    await page.getByLabel("Permanent").check();
    await page.getByLabel("Reason").fill("Por teléfono");
    const password = await setGenerated(page);
    expect(
      (await signIn(gateway.pool, "forced", password)).body.AuthenticationResult,
    ).toBeDefined();
    // GraphQL goes to the router, and the router asks the gateway.
    expect(requested.filter((address) => address.startsWith(router.url)).length).toBeGreaterThan(3);
    expect(requested).not.toContain(`${gateway.url}/graphql`);
    const intent = gateway.auditRecords().find(({ kind }) => kind === "intent");
    expect(intent).toMatchObject({ reason: "Por teléfono" });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("goes on from page to page until there is no more", async () => {
    for (let index = 0; index < 30; index += 1) {
      gateway.pool.seedUser(customers, { username: `many-${index}`, status: "CONFIRMED" });
    }
    const page = await browser.newPage();
    await enterConsole(page, gateway.url, "ada", "/pools/customers?text=many-", samplePassword);
    await page.getByText("The first 25 are shown.").waitFor();
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByText("30 found. That is all.").waitFor();
    await expect(page.locator(".row-link").count()).resolves.toBe(30);
    await expect(page.getByRole("button", { name: "Show more" }).count()).resolves.toBe(0);
    await page.close();
  });

  it("shows the gateway's refusal as it came", async () => {
    const page = await browser.newPage();
    await enterConsole(page, gateway.url, "ada", "/pools/nowhere", samplePassword);
    await page.getByText("You may not do this, or there is no such user for you.").waitFor();
    await page.getByText("FORBIDDEN").waitFor();
    await page.close();
  });
});
