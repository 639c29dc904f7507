import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { FastifyInstance } from "fastify";

/** What the explorer shows when it opens. */
export interface ExplorerStart {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export const emptyExplorer: ExplorerStart = {
  query: "query Me {\n  me {\n    subject\n    roles\n  }\n}\n",
  variables: {},
  headers: { authorization: "Bearer " },
};

const script = "text/javascript; charset=utf-8";

const require = createRequire(import.meta.url);

/** The page's files, all from installed packages: it works without internet and asks nobody else. */
const readAssets = () => {
  const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");
  // Not "graphiql/graphiql.min.js": the package exports its manifest, but not its script.
  const graphiql = dirname(require.resolve("graphiql/package.json"));
  const react = dirname(require.resolve("react/package.json"));
  const reactDom = dirname(require.resolve("react-dom/package.json"));
  return [
    ["react.js", script, read(react, "umd/react.production.min.js")],
    ["react-dom.js", script, read(reactDom, "umd/react-dom.production.min.js")],
    ["graphiql.js", script, read(graphiql, "graphiql.min.js")],
    ["graphiql.css", "text/css; charset=utf-8", read(graphiql, "graphiql.min.css")],
  ] as const;
};

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // CodeMirror sets styles on elements.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>Cognito admin gateway</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/explorer/graphiql.css" />
    <link rel="stylesheet" href="/explorer/page.css" />
  </head>
  <body>
    <div id="explorer">Loading…</div>
    <script src="/explorer/react.js"></script>
    <script src="/explorer/react-dom.js"></script>
    <script src="/explorer/graphiql.js"></script>
    <script src="/explorer/start.js"></script>
  </body>
</html>
`;

const style = "html, body, #explorer { height: 100%; margin: 0; }\n";

/** GraphiQL would keep tabs, headers and so tokens in the browser's storage; here all is gone with the page. */
const startScript = `"use strict";
const kept = new Map();
const storage = {
  get length() { return kept.size; },
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => { kept.set(key, value); },
  removeItem: (key) => { kept.delete(key); },
  clear: () => { kept.clear(); },
};
fetch("/explorer/start.json")
  .then((response) => response.json())
  .then(({ query, variables, headers }) => {
    const editor = React.createElement(GraphiQL, {
      fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
      storage,
      query,
      variables: JSON.stringify(variables, null, 2),
      headers: JSON.stringify(headers, null, 2),
      defaultEditorToolsVisibility: "variables",
      shouldPersistHeaders: false,
    });
    ReactDOM.createRoot(document.getElementById("explorer")).render(editor);
  });
`;

/** `GET /`: GraphiQL, already holding what `start` says. */
export function addExplorer(host: FastifyInstance, start: ExplorerStart): void {
  const serve = (path: string, type: string, body: string) => {
    host.get(path, async (_request, reply) =>
      reply.type(type).header("content-security-policy", contentSecurityPolicy).send(body),
    );
  };
  serve("/", "text/html; charset=utf-8", page);
  serve("/explorer/start.js", script, startScript);
  serve("/explorer/page.css", "text/css; charset=utf-8", style);
  serve("/explorer/start.json", "application/json; charset=utf-8", JSON.stringify(start));
  for (const [name, type, body] of readAssets()) serve(`/explorer/${name}`, type, body);
}
