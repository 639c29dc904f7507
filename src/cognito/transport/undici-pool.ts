import type { Pool as UndiciPool } from "undici";
// @ts-expect-error undici has no types for its inner paths; this is the class that its index has as `Pool`.
import pool from "undici/lib/dispatcher/pool.js";

/** undici's pool by its own path: the package's index runs what browsers have, too, at each start. */
export const Pool = pool as typeof UndiciPool;

export type Pool = UndiciPool;
