import fastify from "fastify";
import { addExplorer, emptyExplorer } from "../../../src/server/explorer.js";

describe("the explorer", () => {
  const host = fastify();
  addExplorer(host, emptyExplorer);

  it.each([
    "/",
    "/explorer/start.js",
    "/explorer/page.css",
    "/explorer/start.json",
    "/explorer/graphiql.js",
    "/explorer/graphiql.css",
    "/explorer/react.js",
    "/explorer/react-dom.js",
  ])("lets %s load and ask nothing from elsewhere", async (url) => {
    const { statusCode, headers } = await host.inject({ url });
    expect(statusCode).toBe(200);
    const policy = new Map(
      String(headers["content-security-policy"])
        .split("; ")
        .map((directive): [string, string] => {
          const [name = "", ...sources] = directive.split(" ");
          return [name, sources.join(" ")];
        }),
    );
    expect(Object.fromEntries(policy)).toEqual({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self' 'unsafe-inline'",
      "font-src": "'self' data:",
      "img-src": "'self' data:",
      "connect-src": "'self'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
      "base-uri": "'none'",
    });
  });

  it("begins with an empty token", async () => {
    const { headers } = (await host.inject({ url: "/explorer/start.json" })).json<{
      headers: object;
    }>();
    expect(headers).toEqual({ authorization: "Bearer " });
  });
});
