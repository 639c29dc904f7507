import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Negotiator from "negotiator";
import { httpError } from "./answers/http-error.js";

/** What the console's page is told when it opens. */
export interface ConsoleSettings {
  /** Where it sends GraphQL: a path of this host, or the whole address of a router. */
  readonly graphql: string;
  /** Where its people sign in: an endpoint of Cognito, and the app client there. */
  readonly signIn: { readonly endpoint: string; readonly clientId: string };
}

const root = "/console";

/** Where `npm run build:console` puts it. */
const builtFolder = fileURLToPath(new URL("../../dist/console/", import.meta.url));

/** What the build writes last. */
export const isConsoleBuilt = (): boolean => existsSync(join(builtFolder, ".sources"));

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The same bytes, as they are and compressed when the console was built. */
interface BuiltFile {
  readonly type: string;
  readonly identity: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

const readBuilt = (folder: string, name: string, type = types[extname(name)]): BuiltFile => ({
  type: type ?? "application/octet-stream",
  identity: readFileSync(join(folder, name)),
  br: readFileSync(join(folder, `${name}.br`)),
  gzip: readFileSync(join(folder, `${name}.gz`)),
});

const isCompressed = (name: string) => [".br", ".gz"].includes(extname(name));

/**
 * `GET /console`: the example console of examples/admin-console as it was built. Every address below it is answered with the
 * page, which reads the rest of the address by itself. `settings` is asked at each request.
 */
export function addConsole(
  host: FastifyInstance,
  settings: () => ConsoleSettings,
  folder = builtFolder,
): void {
  const page = readBuilt(folder, "index.html", "text/html; charset=utf-8");
  const assets = new Map(
    readdirSync(join(folder, "assets"))
      .filter((name) => !isCompressed(name))
      .map((name) => [name, readBuilt(join(folder, "assets"), name)]),
  );
  const servePage = async (request: FastifyRequest, reply: FastifyReply) => {
    void reply.headers(pageHeaders(settings()));
    return send(request, reply, page);
  };
  host.get(root, servePage);
  host.get(`${root}/*`, servePage);
  host.get(`${root}/config.json`, async () => settings());
  host.get<{ Params: { name: string } }>(`${root}/assets/:name`, async (request, reply) => {
    const asset = assets.get(request.params.name);
    if (asset === undefined) throw httpError("NOT_FOUND");
    // Its name has a hash of what it holds.
    void reply.header("cache-control", "public, max-age=31536000, immutable");
    return send(request, reply, asset);
  });
}

const codings = ["br", "gzip"] as const;

/** As small as the client takes it. */
function send(request: FastifyRequest, reply: FastifyReply, file: BuiltFile): Buffer {
  const taken = new Negotiator(request.raw).encodings(codings);
  const coding = codings.find((known) => taken.includes(known));
  void reply.header("vary", "accept-encoding").type(file.type);
  if (coding === undefined) return file.identity;
  void reply.header("content-encoding", coding);
  return file[coding];
}

/** The page may run its own files, and ask this host, the endpoint where people sign in, and the router. */
function pageHeaders({ graphql, signIn }: ConsoleSettings) {
  const elsewhere = [signIn.endpoint, graphql]
    .filter((address) => URL.canParse(address))
    .map((address) => new URL(address).origin);
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      ["connect-src 'self'", ...new Set(elsewhere)].join(" "),
      "form-action 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
    ].join("; "),
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
  };
}
