import { z } from "zod";
import { isLoopbackUrl } from "../loopback.js";

/** TLS on the callers' listener: PEM files, relative to the configuration. */
const tls = z.strictObject({
  /** The certificate, and after it those between it and the root. */
  cert: z.string().min(1),
  /** Its private key. */
  key: z.string().min(1),
  /** Certificates of the authorities whose client certificates are verified; without it none is asked for. */
  clientCa: z.string().min(1).optional(),
});

/** RFC 6454 section 6.2, as browsers send it in `Origin`. */
const isOrigin = (text: string): boolean =>
  /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

const origin = z
  .string()
  .refine((text) => text !== "*", {
    message:
      "* would let every page on the web ask with a token that it has got hold of: name each",
    abort: true,
  })
  .refine(isOrigin, {
    message:
      "must be an origin such as https://admin.example.com, without a path or a / at its end",
    abort: true,
  })
  .refine(
    (text) => text.startsWith("https:") || isLoopbackUrl(text),
    "must be https: plain http is accepted for loopback addresses only",
  );

/** Where callers come in. */
export const listen = z.strictObject({
  /** The address to listen on. */
  host: z.string().min(1).default("127.0.0.1"),
  /** The port; 0 takes any free one. */
  port: z.int().min(0).max(65_535).default(4000),
  tls: tls.optional(),
  cors: z
    .strictObject({
      /** The origins whose pages may ask, beside the gateway's own. */
      origins: z.array(origin).default([]),
    })
    .prefault({}),
  /** How long a connection stays open on which nothing is asked; longer than a balancer in front keeps it. */
  keepAliveTimeoutMs: z.int().min(1000).max(3_600_000).default(72_000),
});
