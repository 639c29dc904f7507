import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type ProxyOptions } from "vite";
import type { Settings } from "./src/settings.js";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `npm run dev:console` puts the page in front of a gateway that runs, by default the first run's. */
const gateway = process.env["GATEWAY"] ?? "http://127.0.0.1:4000";

/** Both look as if nobody's page had asked: the gateway answers pages of its own origin only, and so does the local pool. */
const pageless = (target: string): ProxyOptions => ({
  target,
  changeOrigin: true,
  configure: (proxy) => {
    proxy.on("proxyReq", (request) => {
      request.removeHeader("origin");
    });
  },
});

/** The gateway's settings for its console, with addresses of the development server in place of its own. */
const developmentSettings = (settings: Settings): Plugin => ({
  name: "console-settings",
  configureServer: ({ middlewares }) => {
    const { signIn } = settings;
    const body = JSON.stringify({ ...settings, signIn: { ...signIn, endpoint: "/cognito" } });
    middlewares.use("/console/config.json", (_request, response) => {
      response.setHeader("content-type", "application/json").end(body);
    });
  },
});

async function development() {
  const settings = (await (await fetch(`${gateway}/console/config.json`)).json()) as Settings;
  return {
    plugins: [developmentSettings(settings)],
    proxy: {
      "/graphql": pageless(gateway),
      "/cognito": { ...pageless(settings.signIn.endpoint), rewrite: () => "/" },
    },
  };
}

// eslint-disable-next-line import-x/no-default-export -- Vite reads it so.
export default defineConfig(async ({ command }) => {
  const { plugins, proxy } = command === "serve" ? await development() : { plugins: [], proxy: {} };
  return {
    root: folder("."),
    base: "/console/",
    plugins: [react(), ...plugins],
    // The gateway's explorer has another React in the root.
    resolve: { dedupe: ["react", "react-dom"] },
    server: { host: "127.0.0.1", proxy },
    build: {
      outDir: folder("../../dist/console"),
      emptyOutDir: true,
      // The page's policy allows no inline script, and every browser that it is built for knows modulepreload.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
  };
});
