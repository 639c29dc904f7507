import { z } from "zod";
import { isLoopbackUrl } from "./loopback.js";
import { isRegion } from "./partition.js";

/** Where somebody is reached: nothing that matters goes over a network in plain text. */
export const url = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(
    (text) => text.startsWith("https:") || isLoopbackUrl(text),
    "must be https: plain http is accepted for loopback addresses only",
  );

/** An AWS Region to sign for and to call. */
export const region = z.string().refine(isRegion, "must be an AWS Region such as eu-west-1");
