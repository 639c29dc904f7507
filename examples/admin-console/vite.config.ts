import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type ProxyOptions } from "vite";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `npm run dev:console` puts the page in front of a gateway that runs, by default the first run's. */
const gateway = process.env["GATEWAY"] ?? "http://127.0.0.1:4000";

/** To the gateway the page looks as if it came from there: the local pool lets no other page sign people in. */
const toGateway: ProxyOptions = { target: gateway, changeOrigin: true };

// eslint-disable-next-line import-x/no-default-export -- Vite reads it so.
export default defineConfig({
  root: folder("."),
  base: "/console/",
  plugins: [react()],
  // The gateway's explorer has another React in the root.
  resolve: { dedupe: ["react", "react-dom"] },
  server: { proxy: { "/graphql": toGateway, "/console/config.json": toGateway } },
  build: {
    outDir: folder("../../dist/console"),
    emptyOutDir: true,
    // The page's policy allows no inline script, and every browser that it is built for knows modulepreload.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
