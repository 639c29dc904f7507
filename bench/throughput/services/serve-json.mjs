// The HTTP side of the services by hand: plain node:http, JSON in, JSON out.
import { Buffer } from "node:buffer";
import { createServer } from "node:http";

export const announce = (url) => {
  process.stdout.write(`${JSON.stringify({ msg: "listening", url })}\n`);
};

/** Serves `handle(path, value)` on a free port of loopback. */
export function serveJson(handle) {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      void (async () => {
        let status = 200;
        let body;
        try {
          body = JSON.stringify(await handle(request.url, JSON.parse(Buffer.concat(chunks))));
        } catch (error) {
          status = 500;
          body = JSON.stringify({ errors: [String(error)] });
        }
        response.writeHead(status, {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
        });
        response.end(body);
      })();
    });
  });
  server.listen(0, "127.0.0.1", () => {
    announce(`http://127.0.0.1:${server.address().port}`);
  });
}
